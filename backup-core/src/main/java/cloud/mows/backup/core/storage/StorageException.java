package cloud.mows.backup.core.storage;

import org.jspecify.annotations.Nullable;

/**
 * The world failing at the storage interface. The message says what was done with which file of which place and what the
 * world answered, without secrets.
 */
public abstract sealed class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    private StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the same call may succeed a moment later. */
    public abstract boolean isRetryable();

    /** There is no such file, bucket or folder. */
    public static final class NotFound extends StorageException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }

    /** A file of this name is there already, with other content. */
    public static final class AlreadyExists extends StorageException {
        private static final long serialVersionUID = 1L;

        public AlreadyExists(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }

    /** The file ends before the range that was asked for. */
    public static final class Truncated extends StorageException {
        private static final long serialVersionUID = 1L;

        public Truncated(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }

    /** The file is larger than the caller accepts. */
    public static final class TooLarge extends StorageException {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }

    /** The place says no: credentials, permissions, append-only, object lock, read-only disk. */
    public static final class Denied extends StorageException {
        private static final long serialVersionUID = 1L;

        private final String hint;

        public Denied(String message, @Nullable Throwable cause) {
            this(message, "check the credentials and permissions of this storage", cause);
        }

        /** @param hint what to do about it */
        public Denied(String message, String hint, @Nullable Throwable cause) {
            super(message, cause);
            this.hint = hint;
        }

        public String hint() {
            return hint;
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }

    /** The place has no room left. */
    public static final class Full extends StorageException {
        private static final long serialVersionUID = 1L;

        public Full(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }

    /** The place cannot be used as it is configured: no such host, a bad certificate, a malformed answer. */
    public static final class Unusable extends StorageException {
        private static final long serialVersionUID = 1L;

        public Unusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }

    /** A passing failure: time-out, reset connection, 5xx, slow down. */
    public static final class Transient extends StorageException {
        private static final long serialVersionUID = 1L;

        public Transient(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return true;
        }
    }

    /** This thread was interrupted while it waited. The interrupt flag is set again. */
    public static final class Interrupted extends StorageException {
        private static final long serialVersionUID = 1L;

        public Interrupted(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean isRetryable() {
            return false;
        }
    }
}
