package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.MasterKey;
import cloud.mows.backup.core.engine.RepositoryFiles;
import cloud.mows.backup.core.engine.RepositoryInfo;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

public final class Cat implements CliCommand {
    private String what = "";
    private @Nullable String id;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Prints one thing of the repository: config, masterkey, or by its identifier a snapshot, index, key,"
                                + " lock, tree, blob or pack (as stored).")
                .about(
                        "The first digits of an identifier are enough, but for trees and blobs. 'cat masterkey' prints the"
                                + " secret that opens everything.")
                .example("mows-backup cat config")
                .example("mows-backup cat snapshot 1c44de8e")
                .arguments("<what> [id]", 1, 2, this::argument);
    }

    private void argument(String value) {
        if (what.isEmpty()) {
            what = value;
        } else {
            id = value;
        }
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.open(LockNeed.SHARED)) {
            switch (what) {
                case "config" -> session.print(Json.indented(config(engine)));
                case "masterkey" ->
                    session.print(Json.indented(masterKey(engine.files().masterKey())));
                case "snapshot" -> document(session, engine, RepositoryFiles.SNAPSHOTS);
                case "index" -> document(session, engine, RepositoryFiles.INDEX);
                case "key" -> document(session, engine, RepositoryFiles.KEYS);
                case "lock" -> document(session, engine, RepositoryFiles.LOCKS);
                case "pack" ->
                    engine.files()
                            .pack(engine.files().resolve(RepositoryFiles.PACKS, id()), piece -> bytes(session, piece));
                case "blob" -> bytes(session, engine.files().blob(blobId()));
                case "tree" -> bytes(session, engine.files().tree(blobId()));
                default ->
                    throw new BackupException(
                            ProblemCode.USAGE,
                            "'" + what + "' cannot be printed",
                            "give config, masterkey, snapshot, index, key, lock, pack, blob or tree");
            }
        }
        return 0;
    }

    private void document(Session session, Engine engine, RepositoryFiles files) {
        Digest name = engine.files().resolve(files, id());
        session.print(Json.indented(text(engine.files().document(files, name))));
    }

    private String id() {
        if (id == null) {
            throw new BackupException(ProblemCode.USAGE, "cat " + what + " needs an identifier", "");
        }
        return id;
    }

    private BlobId blobId() {
        if (!Digest.isHex(id())) {
            throw new BackupException(
                    ProblemCode.USAGE, "a " + what + " is named by all its 64 digits, not by '" + id() + "'", "");
        }
        return BlobId.parse(id());
    }

    private static String config(Engine engine) {
        RepositoryInfo info = engine.info();
        Json json = new Json()
                .beginObject()
                .field("version", info.version())
                .field("id", info.id().hex())
                .field("chunker_polynomial", Long.toHexString(info.chunkerPolynomial()));
        if (info.cutsByGear()) {
            json.field("mows_chunker", "gear");
        }
        return json.endObject().toString();
    }

    private static String masterKey(MasterKey key) {
        return new Json()
                .beginObject()
                .name("mac")
                .beginObject()
                .field("k", key.macK())
                .field("r", key.macR())
                .endObject()
                .field("encrypt", key.encrypt())
                .endObject()
                .toString();
    }

    private static String text(ByteSlice json) {
        return new String(json.array(), json.offset(), json.length(), StandardCharsets.UTF_8);
    }

    private static void bytes(Session session, ByteSlice bytes) {
        session.console().write(bytes.array(), bytes.offset(), bytes.length());
    }
}
