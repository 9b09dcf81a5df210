package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.BytePath;
import org.jspecify.annotations.Nullable;

/** A file that could not be read as it was listed. The message names the file and the reason, for people. */
public abstract sealed class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient BytePath path;

    private SourceException(BytePath path, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    public BytePath path() {
        return path;
    }

    /** There is no such name, or no longer. */
    public static final class Vanished extends SourceException {
        private static final long serialVersionUID = 1L;

        public Vanished(BytePath path, @Nullable Throwable cause) {
            super(path, path + ": not there (any more)", cause);
        }
    }

    /** The name means another file than when it was listed. */
    public static final class Changed extends SourceException {
        private static final long serialVersionUID = 1L;

        public Changed(BytePath path, String what, @Nullable Throwable cause) {
            super(path, path + ": changed while it was read: " + what, cause);
        }
    }

    /** We may not read it. */
    public static final class Denied extends SourceException {
        private static final long serialVersionUID = 1L;

        public Denied(BytePath path, Throwable cause) {
            super(path, path + ": " + cause.getMessage(), cause);
        }
    }

    /** Anything else: a damaged disk, a lost network file system, too many open files. */
    public static final class Unreadable extends SourceException {
        private static final long serialVersionUID = 1L;

        public Unreadable(BytePath path, Throwable cause) {
            super(path, path + ": " + cause.getMessage(), cause);
        }
    }
}
