package cloud.mows.backup.core.target;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.PosixException;
import org.jspecify.annotations.Nullable;

/** Something that could not be written. The message names the file and the reason, for people. */
public abstract sealed class TargetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient BytePath path;

    private TargetException(BytePath path, String message, @Nullable Throwable cause) {
        super(path + ": " + message, cause);
        this.path = path;
    }

    static TargetException of(BytePath path, PosixException e) {
        return switch (e.errno()) {
            case ENOENT -> new NotFound(path, e);
            case EEXIST, ENOTDIR, EISDIR, ELOOP, ENOTEMPTY -> new Taken(path, e.getMessage(), e);
            case EACCES, EPERM, EROFS -> new Denied(path, e);
            case ENOSPC, EDQUOT -> new Full(path, e);
            default -> new Failed(path, e);
        };
    }

    public BytePath path() {
        return path;
    }

    /** What the backup asks for is not done: a name that is none, something mounted where to remove. */
    public static final class Refused extends TargetException {
        private static final long serialVersionUID = 1L;

        public Refused(BytePath path, String why) {
            super(path, why, null);
        }
    }

    /** There is no such name. */
    public static final class NotFound extends TargetException {
        private static final long serialVersionUID = 1L;

        public NotFound(BytePath path, @Nullable Throwable cause) {
            super(path, "not there (any more)", cause);
        }
    }

    /** Something of another type has the name. */
    public static final class Taken extends TargetException {
        private static final long serialVersionUID = 1L;

        public Taken(BytePath path, String what, @Nullable Throwable cause) {
            super(path, what, cause);
        }
    }

    /** We may not write there. */
    public static final class Denied extends TargetException {
        private static final long serialVersionUID = 1L;

        public Denied(BytePath path, Throwable cause) {
            super(path, cause.getMessage(), cause);
        }
    }

    /** No space or no quota left. */
    public static final class Full extends TargetException {
        private static final long serialVersionUID = 1L;

        public Full(BytePath path, Throwable cause) {
            super(path, cause.getMessage(), cause);
        }
    }

    /** Anything else. */
    public static final class Failed extends TargetException {
        private static final long serialVersionUID = 1L;

        public Failed(BytePath path, Throwable cause) {
            super(path, cause.getMessage(), cause);
        }
    }
}
