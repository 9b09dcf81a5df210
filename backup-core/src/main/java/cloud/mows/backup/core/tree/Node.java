package cloud.mows.backup.core.tree;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a directory as a tree records it (restic doc/design.rst, "Trees and Data"). Absent numbers are 0, absent
 * texts empty.
 *
 * @param name one path element as bytes, neither empty nor {@code .} or {@code ..}, without {@code /} and NUL
 * @param mode Unix permission bits with set-user-id, set-group-id and sticky: {@code 0..07777}
 * @param size bytes of a regular file
 * @param links number of hard links; more than 1 makes {@code inode} and {@code deviceId} meaningful on restore
 * @param linkTarget of a symbolic link, as bytes; else empty
 * @param device {@code st_rdev} of a device node
 * @param content the blobs of a regular file, in order; empty for everything else
 * @param subtree the tree of a directory; null for everything else, and for a directory that could not be read
 * @param genericAttributes the raw JSON of {@code generic_attributes} (other systems' attributes), kept as it came; else
 *     empty
 * @param error what went wrong when the node was recorded; else empty
 */
public record Node(
        ByteString name,
        NodeType type,
        int mode,
        Instant mtime,
        Instant atime,
        Instant ctime,
        long uid,
        long gid,
        String user,
        String group,
        long inode,
        long deviceId,
        long size,
        long links,
        ByteString linkTarget,
        List<Xattr> xattrs,
        long device,
        BlobIds content,
        @Nullable BlobId subtree,
        String genericAttributes,
        String error) {

    public Node {
        if (mode < 0 || mode > 07777) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode) + " of " + name);
        }
        xattrs = List.copyOf(xattrs);
    }

    /** To make a similar node. */
    public NodeBuilder copy() {
        return new NodeBuilder(this);
    }

    /** The same node with what only reading its bytes tells. */
    public Node withContent(BlobIds newContent, long newSize) {
        return copy().content(newContent).size(newSize).build();
    }

    /** The same directory with its tree. */
    public Node withSubtree(BlobId newSubtree) {
        return copy().subtree(newSubtree).build();
    }
}
