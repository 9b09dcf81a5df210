package cloud.mows.backup.core.target;

import cloud.mows.backup.core.posix.BytePath;

/**
 * Something of a file's metadata that could not be restored; its content is there.
 *
 * @param group what it has in common with the same problem of other files: the name space of an attribute, the reason
 * @param isGeneral it is about who restores or about the file system, and will be the same for every file
 */
public record MetadataProblem(BytePath path, Part part, String group, boolean isGeneral, String message) {
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
