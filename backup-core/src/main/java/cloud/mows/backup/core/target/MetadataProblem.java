package cloud.mows.backup.core.target;

import cloud.mows.backup.core.posix.BytePath;

/** Something of a file's metadata that could not be restored; its content is there. */
public record MetadataProblem(BytePath path, Part part, String message) {
    /** Which of the metadata. */
    public enum Part {
        OWNER,
        MODE,
        TIMES,
        XATTR
    }

    /** For people. */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
