package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;

/**
 * Whether a file may be taken as unchanged without reading it: type, size, time of modification, and unless switched off
 * inode number and time of status change.
 *
 * @param ignoreInode for file systems that number anew at every mount
 * @param ignoreCtime for file systems and programs that touch metadata often
 */
public record ChangeRule(boolean ignoreInode, boolean ignoreCtime) {
    public static final ChangeRule STRICT = new ChangeRule(false, false);

    /** Whether one file was not written to between two looks at it. */
    boolean isUnchanged(FileStat now, FileStat before) {
        return now.size() == before.size()
                && now.mtime().equals(before.mtime())
                && (ignoreCtime || now.ctime().equals(before.ctime()));
    }

    boolean isUnchanged(FileStat now, Node before) {
        return before.type() == NodeType.FILE
                && now.isFile()
                && now.size() == before.size()
                && now.mtime().equals(before.mtime())
                && (ignoreCtime || now.ctime().equals(before.ctime()))
                && (ignoreInode || now.inode() == before.inode());
    }
}
