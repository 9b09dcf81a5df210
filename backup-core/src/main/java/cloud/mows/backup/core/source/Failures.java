package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.PosixException;

/** Which kind of {@link SourceException} a failed call is. */
final class Failures {
    private Failures() {}

    static SourceException of(BytePath path, PosixException e) {
        return switch (e.errno()) {
            case ENOENT -> new SourceException.Vanished(path, e);
            case ENOTDIR, ELOOP -> new SourceException.Changed(path, "it is of another type now", e);
            case ESTALE -> new SourceException.Changed(path, "a directory above it was moved or replaced", e);
            case EACCES, EPERM -> new SourceException.Denied(path, e);
            default -> new SourceException.Unreadable(path, e);
        };
    }
}
