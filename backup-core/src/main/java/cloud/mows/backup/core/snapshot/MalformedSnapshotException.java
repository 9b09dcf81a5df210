package cloud.mows.backup.core.snapshot;

import org.jspecify.annotations.Nullable;

/** Bytes that are no snapshot; the message says what and where, but not which file: that the caller knows. */
public final class MalformedSnapshotException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedSnapshotException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
