package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.storage.StorageException;
import java.nio.file.Path;

/** Says in our words what a file system answered, and whether trying again may help. */
final class DirectoryFailures {
    private DirectoryFailures() {}

    static StorageException translate(String what, Path root, PosixException e) {
        String message = what + " in " + root + ": " + reason(e);
        return switch (e.errno()) {
            case ENOSPC, EDQUOT, EFBIG -> new StorageException.Full(message, e);
            case EACCES, EPERM, EROFS -> new StorageException.Denied(message, e);
            case ENOENT, ENOTDIR -> new StorageException.NotFound(message, e);
            case EIO,
                    EAGAIN,
                    EBUSY,
                    EINTR,
                    EMFILE,
                    ENFILE,
                    ENOMEM,
                    ENOTCONN,
                    ESTALE,
                    ETIMEDOUT,
                    EHOSTDOWN,
                    EHOSTUNREACH,
                    EREMOTEIO -> new StorageException.Transient(message, e);
            default -> new StorageException.Unusable(message, e);
        };
    }

    /** The path is told where only it says what is missing; the number of a descriptor tells nobody anything. */
    private static String reason(PosixException e) {
        if (e.is(Errno.EEXIST)) {
            return "there is a file of that name: " + e.subject();
        }
        return e.subject().startsWith("/")
                ? e.operation() + " " + e.subject() + ": " + e.reason()
                : e.operation() + ": " + e.reason();
    }
}
