package cloud.mows.backup.core.index;

import java.nio.file.Path;

/** A local segment is not what was written: it is to be made again from the repository. */
public final class DamagedSegmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    DamagedSegmentException(Path file, String how) {
        super(file + " " + how);
        this.file = file;
    }

    /** The segment's file. */
    public Path file() {
        return file;
    }
}
