package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.BytePath;

/**
 * One thing in which two trees differ.
 *
 * @param path below both roots; {@code .} for the roots themselves
 * @param left what it is in the first tree, for people
 * @param right what it is in the second
 */
public record TreeDifference(BytePath path, Aspect aspect, String left, String right) {
    /** What is compared. */
    public enum Aspect {
        /** The name is in one tree only. */
        PRESENCE,
        TYPE,
        MODE,
        OWNER,
        MTIME,
        /** Reading a tree may change it, so it is compared on demand only. */
        ATIME,
        XATTRS,
        LINK_TARGET,
        DEVICE,
        SIZE,
        CONTENT,
        /** Which names of the tree mean the same file. */
        HARD_LINKS,
        /** How many bytes of a file lie in holes; compared with {@link #CONTENT} only. */
        HOLES,
        /** It could not be compared. */
        UNREADABLE
    }

    @Override
    public String toString() {
        return path + ": " + aspect + ": " + left + " | " + right;
    }
}
