package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes what a folder says durable. */
final class DirectorySync {
    private DirectorySync() {}

    /** Makes names in a folder durable. File systems that cannot sync a folder have no better promise to give. */
    static void sync(@Nullable Path folder) throws PosixException {
        if (folder == null) {
            return;
        }
        try {
            int fd = DirectoryCalls.open(folder, OpenFlags.READ | OpenFlags.DIRECTORY, 0);
            try {
                Posix.sync(fd);
            } finally {
                Posix.closeQuietly(fd);
            }
        } catch (PosixException e) {
            if (!cannotBeSynced(e.errno())) {
                throw e;
            }
        }
    }

    /** The file system knows no such call, or we may not read the folder; anything else is a failure of the disk. */
    static boolean cannotBeSynced(Errno errno) {
        return switch (errno) {
            case EINVAL, EBADF, EOPNOTSUPP, ENOSYS, EACCES, EPERM -> true;
            default -> false;
        };
    }
}
