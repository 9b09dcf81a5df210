package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** From what people write to a store with all its layers. */
final class StorageOpener {
    private StorageOpener() {}

    /** @throws BackupException USAGE if the location or an option cannot be used */
    static Storage open(RepositoryAccess access) {
        String location = access.location();
        String path = location.startsWith("local:") ? location.substring("local:".length()) : location;
        if (path.isEmpty() || path.matches("[a-z][a-z0-9]+:.*")) {
            throw new BackupException(
                    ProblemCode.USAGE, "this kind of repository location is not supported", "give a directory");
        }
        try {
            return new DirectoryStorage(Path.of(path), access.options().clock());
        } catch (InvalidPathException e) {
            throw new BackupException(ProblemCode.USAGE, "not a path: " + path, "", e);
        }
    }
}
