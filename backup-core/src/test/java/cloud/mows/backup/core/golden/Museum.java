package cloud.mows.backup.core.golden;

import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.Archiver;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Cutting;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.archive.LossRule;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.OpenOptions;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The kept repositories; src/test/resources/golden/README.md says how each was made. */
public final class Museum {
    static final Password PASSWORD = Password.of("museum");
    static final OpenOptions OPTIONS = OpenOptions.defaults(new Identity("museum", "user", 1000, 1000, 1));

    /** Every exhibit. Add, never take away. */
    static final List<String> EXHIBITS = List.of(
            "mows-backup-0.1.0", "mows-backup-0.1.0-marked", "restic-0.18.1", "restic-0.14.0-v1", "rustic-0.11.4");

    /** Holds something else than the others: a backup of an app, and a part of another that nobody composed. */
    static final String RESTORE_POINT = "mows-backup-0.1.0-restore-point";

    private Museum() {}

    /** A copy in memory. */
    static MemoryStorage load(String exhibit) {
        MemoryStorage storage = new MemoryStorage();
        try (ZipInputStream zip = new ZipInputStream(resource(exhibit + ".zip"))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                storage.save(key(entry.getName()), ByteSlice.of(zip.readAllBytes()));
            }
            return storage;
        } catch (Exception e) {
            throw new AssertionError(exhibit, e);
        }
    }

    private static FileKey key(String path) {
        for (FileKind kind : FileKind.values()) {
            if (path.equals(FileKind.CONFIG.folder())) {
                return FileKey.CONFIG;
            }
            if (path.startsWith(kind.folder() + "/")) {
                return new FileKey(kind, path.substring(path.lastIndexOf('/') + 1));
            }
        }
        throw new AssertionError("no file of a repository: " + path);
    }

    static String text(String name) throws IOException {
        try (InputStream in = resource(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Museum.class.getResourceAsStream("/golden/" + name), name);
    }

    /**
     * Writes an exhibit of this version: from the working directory into a folder.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) {
        DirectoryStorage storage = new DirectoryStorage(Path.of(arguments[0]));
        try (Repository repository = Repository.create(storage, PASSWORD, ScryptParameters.DEFAULT, OPTIONS);
                LinuxSource source = new LinuxSource()) {
            ArchiveRequest request = new ArchiveRequest(
                    List.of(BytePath.of(".")),
                    List.of("/museum"),
                    Exclusions.NONE,
                    "museum",
                    List.of("first"),
                    Instant.parse("2026-11-22T08:00:00Z"),
                    ZoneOffset.UTC,
                    "",
                    SnapshotGrouping.HOST_AND_PATHS,
                    true,
                    ChangeRule.STRICT,
                    LossRule.DEFAULT,
                    false,
                    false,
                    false,
                    1,
                    "mows-backup 0.1.0",
                    Cutting.AUTO);
            new Archiver(repository, source, ArchiveObserver.SILENT).run(request);
        }
    }
}
