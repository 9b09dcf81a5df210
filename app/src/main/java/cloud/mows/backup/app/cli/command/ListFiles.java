package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryFiles;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public final class ListFiles implements CliCommand {
    private final FilterOptions filter = new FilterOptions();
    private final List<String> snapshots = new ArrayList<>();
    private String what = "";

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Lists the names of the repository's files of one kind (packs, index, snapshots, keys, locks), or the blobs"
                                + " that its index knows; of packs also only those that the snapshots named need.")
                .example("mows-backup list snapshots")
                .example("mows-backup list packs latest")
                .example("mows-backup list blobs")
                .arguments("<kind> [snapshot…]", 1, Integer.MAX_VALUE, this::argument);
    }

    private void argument(String value) {
        if (what.isEmpty()) {
            what = value;
        } else {
            snapshots.add(value);
        }
    }

    @Override
    public int run(Session session) throws IOException {
        RepositoryFiles files = switch (what) {
            case "packs" -> RepositoryFiles.PACKS;
            case "index" -> RepositoryFiles.INDEX;
            case "snapshots" -> RepositoryFiles.SNAPSHOTS;
            case "keys" -> RepositoryFiles.KEYS;
            case "locks" -> RepositoryFiles.LOCKS;
            case "blobs" -> null;
            default ->
                throw new BackupException(
                        ProblemCode.USAGE,
                        "'" + what + "' cannot be listed",
                        "give blobs, packs, index, snapshots, keys or locks");
        };
        if (!snapshots.isEmpty() && files != RepositoryFiles.PACKS) {
            throw new UsageException("of " + what + " all are listed, not those of snapshots: that is for packs");
        }
        // A lock of our own would be in the list of locks.
        try (Engine engine = session.open(files == RepositoryFiles.LOCKS ? LockNeed.NONE : LockNeed.SHARED)) {
            if (!snapshots.isEmpty()) {
                engine.files().listPacks(filter.find(session, engine, snapshots), pack -> session.list(pack.hex()));
            } else if (files == null) {
                engine.files().listBlobs((type, id) -> session.list(type.word() + " " + id.hex()));
            } else {
                engine.files().list(files, name -> session.list(name.hex()));
            }
        }
        return 0;
    }
}
