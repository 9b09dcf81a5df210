package cloud.mows.backup.core.tree;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes with defaults for everything that a test does not care about. */
final class NodeBuilderForTests {
    private final ByteString name;
    private final NodeType type;
    private Instant mtime = Instant.EPOCH;
    private Instant atime = Instant.EPOCH;
    private Instant ctime = Instant.EPOCH;
    private long inode;
    private int mode = 0644;
    private long size;
    private String user = "";
    private String generic = "";
    private String error = "";
    private ByteString linkTarget = ByteString.EMPTY;
    private List<Xattr> xattrs = List.of();
    private BlobIds content = BlobIds.EMPTY;
    private @Nullable BlobId subtree;

    NodeBuilderForTests(String name, NodeType type) {
        this(ByteString.of(name), type);
    }

    NodeBuilderForTests(ByteString name, NodeType type) {
        this.name = name;
        this.type = type;
    }

    NodeBuilderForTests times(Instant m, Instant a, Instant c) {
        mtime = m;
        atime = a;
        ctime = c;
        return this;
    }

    NodeBuilderForTests mode(int value) {
        mode = value;
        return this;
    }

    NodeBuilderForTests size(long value) {
        size = value;
        return this;
    }

    NodeBuilderForTests user(String value) {
        user = value;
        return this;
    }

    NodeBuilderForTests error(String value) {
        error = value;
        return this;
    }

    NodeBuilderForTests inode(long value) {
        inode = value;
        return this;
    }

    NodeBuilderForTests generic(String json) {
        generic = json;
        return this;
    }

    NodeBuilderForTests linkTarget(ByteString value) {
        linkTarget = value;
        return this;
    }

    NodeBuilderForTests xattrs(List<Xattr> value) {
        xattrs = value;
        return this;
    }

    NodeBuilderForTests content(BlobIds value) {
        content = value;
        return this;
    }

    NodeBuilderForTests subtree(BlobId value) {
        subtree = value;
        return this;
    }

    Node build() {
        return new Node(
                name,
                type,
                mode,
                mtime,
                atime,
                ctime,
                1000,
                1000,
                user,
                "",
                inode,
                0,
                size,
                1,
                linkTarget,
                xattrs,
                0,
                content,
                subtree,
                generic,
                error);
    }
}
