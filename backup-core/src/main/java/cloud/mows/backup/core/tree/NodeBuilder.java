package cloud.mows.backup.core.tree;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.Rfc3339;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes nodes; what is not said is absent. Not thread-safe. */
public final class NodeBuilder {
    ByteString name;
    NodeType type;
    int mode;
    Instant mtime = Rfc3339.UNSET;
    Instant atime = Rfc3339.UNSET;
    Instant ctime = Rfc3339.UNSET;
    long uid;
    long gid;
    String user = "";
    String group = "";
    long inode;
    long deviceId;
    long size;
    long links;
    ByteString linkTarget = ByteString.EMPTY;
    List<Xattr> xattrs = List.of();
    long device;
    BlobIds content = BlobIds.EMPTY;

    @Nullable
    BlobId subtree;

    String genericAttributes = "";
    String error = "";

    public NodeBuilder(ByteString name, NodeType type) {
        this.name = name;
        this.type = type;
    }

    NodeBuilder(Node node) {
        name = node.name();
        type = node.type();
        mode = node.mode();
        mtime = node.mtime();
        atime = node.atime();
        ctime = node.ctime();
        uid = node.uid();
        gid = node.gid();
        user = node.user();
        group = node.group();
        inode = node.inode();
        deviceId = node.deviceId();
        size = node.size();
        links = node.links();
        linkTarget = node.linkTarget();
        xattrs = node.xattrs();
        device = node.device();
        content = node.content();
        subtree = node.subtree();
        genericAttributes = node.genericAttributes();
        error = node.error();
    }

    public NodeBuilder name(ByteString value) {
        name = value;
        return this;
    }

    public NodeBuilder mode(int unix) {
        mode = unix;
        return this;
    }

    public NodeBuilder times(Instant modified, Instant accessed, Instant changed) {
        mtime = modified;
        atime = accessed;
        ctime = changed;
        return this;
    }

    public NodeBuilder owner(long userId, long groupId, String userName, String groupName) {
        uid = userId;
        gid = groupId;
        user = userName;
        group = groupName;
        return this;
    }

    public NodeBuilder inode(long number, long onDevice) {
        inode = number;
        deviceId = onDevice;
        return this;
    }

    public NodeBuilder size(long bytes) {
        size = bytes;
        return this;
    }

    public NodeBuilder links(long count) {
        links = count;
        return this;
    }

    public NodeBuilder linkTarget(ByteString target) {
        linkTarget = target;
        return this;
    }

    public NodeBuilder xattrs(List<Xattr> attributes) {
        xattrs = attributes;
        return this;
    }

    public NodeBuilder device(long number) {
        device = number;
        return this;
    }

    public NodeBuilder content(BlobIds blobs) {
        content = blobs;
        return this;
    }

    public NodeBuilder subtree(@Nullable BlobId tree) {
        subtree = tree;
        return this;
    }

    public NodeBuilder genericAttributes(String json) {
        genericAttributes = json;
        return this;
    }

    public NodeBuilder error(String what) {
        error = what;
        return this;
    }

    public Node build() {
        return new Node(
                name,
                type,
                mode,
                mtime,
                atime,
                ctime,
                uid,
                gid,
                user,
                group,
                inode,
                deviceId,
                size,
                links,
                linkTarget,
                xattrs,
                device,
                content,
                subtree,
                genericAttributes,
                error);
    }
}
