package cloud.mows.backup.core.tree;

import static cloud.mows.backup.core.bytes.json.JsonWriter.ascii;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one tree after the other, entry by entry, into an array that is used again: {@code add… finish reset add…}. Not
 * thread-safe.
 */
public final class TreeEncoder {
    private static final byte[] BEGIN = ascii("{\"nodes\":[");
    private static final byte[] FINISH = ascii("]}\n");
    private static final byte[] NAME = ascii("{\"name\":");
    private static final byte[] TYPE = ascii(",\"type\":");
    private static final byte[] MODE = ascii(",\"mode\":");
    private static final byte[] MTIME = ascii(",\"mtime\":");
    private static final byte[] ATIME = ascii(",\"atime\":");
    private static final byte[] CTIME = ascii(",\"ctime\":");
    private static final byte[] UID = ascii(",\"uid\":");
    private static final byte[] GID = ascii(",\"gid\":");
    private static final byte[] USER = ascii(",\"user\":");
    private static final byte[] GROUP = ascii(",\"group\":");
    private static final byte[] INODE = ascii(",\"inode\":");
    private static final byte[] DEVICE_ID = ascii(",\"device_id\":");
    private static final byte[] SIZE = ascii(",\"size\":");
    private static final byte[] LINKS = ascii(",\"links\":");
    private static final byte[] LINK_TARGET = ascii(",\"linktarget\":");
    private static final byte[] LINK_TARGET_RAW = ascii(",\"linktarget_raw\":");
    private static final byte[] XATTRS = ascii(",\"extended_attributes\":[");
    private static final byte[] XATTR_NAME = ascii("{\"name\":");
    private static final byte[] XATTR_VALUE = ascii(",\"value\":");
    private static final byte[] GENERIC = ascii(",\"generic_attributes\":");
    private static final byte[] DEVICE = ascii(",\"device\":");
    private static final byte[] CONTENT = ascii(",\"content\":");
    private static final byte[] NULL = ascii("null");
    private static final byte[] SUBTREE = ascii(",\"subtree\":");
    private static final byte[] ERROR = ascii(",\"error\":");

    private final JsonWriter out = new JsonWriter();
    private @Nullable ByteString last;
    private int count;
    private boolean finished;

    public TreeEncoder() {
        out.raw(BEGIN);
    }

    /** The number of entries of the tree so far. */
    public int count() {
        return count;
    }

    /** The bytes of the tree so far. */
    public int length() {
        return out.length();
    }

    /**
     * Appends an entry.
     *
     * @throws IllegalArgumentException if its name is not allowed or not greater than that of the entry before
     */
    public void add(Node node) {
        if (finished) {
            throw new IllegalStateException("the tree is finished");
        }
        String problem = NodeNames.problem(node.name());
        if (problem != null) {
            throw new IllegalArgumentException(problem + " cannot be in a tree");
        }
        if (last != null) {
            if (last.compareTo(node.name()) >= 0) {
                throw new IllegalArgumentException("'" + node.name() + "' after '" + last + "' is out of order");
            }
            out.raw(',');
        }
        last = node.name();
        count++;
        write(node);
    }

    /** The tree's JSON; valid until {@link #reset}. */
    public ByteSlice finish() {
        if (!finished) {
            out.raw(FINISH);
            finished = true;
        }
        return out.slice();
    }

    /** Begins another tree. */
    public void reset() {
        out.reset();
        out.raw(BEGIN);
        last = null;
        count = 0;
        finished = false;
    }

    private void write(Node node) {
        out.raw(NAME);
        name(node.name());
        out.raw(TYPE).string(node.type().word());
        nonZero(MODE, GoFileMode.of(node.type(), node.mode()));
        out.raw(MTIME).time(node.mtime());
        out.raw(ATIME).time(node.atime());
        out.raw(CTIME).time(node.ctime());
        out.raw(UID).unsigned(node.uid());
        out.raw(GID).unsigned(node.gid());
        nonEmpty(USER, node.user());
        nonEmpty(GROUP, node.group());
        nonZero(INODE, node.inode());
        nonZero(DEVICE_ID, node.deviceId());
        nonZero(SIZE, node.size());
        nonZero(LINKS, node.links());
        if (!node.linkTarget().isEmpty()) {
            linkTarget(node.linkTarget());
        }
        if (!node.xattrs().isEmpty()) {
            xattrs(node.xattrs());
        }
        if (!node.genericAttributes().isEmpty()) {
            out.raw(GENERIC).raw(node.genericAttributes().getBytes(StandardCharsets.UTF_8));
        }
        nonZero(DEVICE, node.device());
        content(node);
        BlobId subtree = node.subtree();
        if (subtree != null) {
            out.raw(SUBTREE).hex(subtree.digest());
        }
        nonEmpty(ERROR, node.error());
        out.raw('}');
    }

    private void name(ByteString name) {
        if (NodeNames.isPlain(name)) {
            out.string(name);
        } else {
            ByteSlice quoted = NodeNames.quote(name);
            out.string(quoted.array(), quoted.offset(), quoted.length());
        }
    }

    /** What is not UTF-8 is there twice: raw, and for old readers with replacement characters. */
    private void linkTarget(ByteString target) {
        out.raw(LINK_TARGET).string(target);
        if (!target.isUtf8()) {
            out.raw(LINK_TARGET_RAW).base64(target);
        }
    }

    private void xattrs(List<Xattr> xattrs) {
        out.raw(XATTRS);
        for (int i = 0; i < xattrs.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.raw(XATTR_NAME).string(xattrs.get(i).name());
            out.raw(XATTR_VALUE).base64(xattrs.get(i).value()).raw('}');
        }
        out.raw(']');
    }

    /** An empty file has an empty list, everything that is no file has none. */
    private void content(Node node) {
        out.raw(CONTENT);
        BlobIds ids = node.content();
        if (node.type() != NodeType.FILE && ids.isEmpty()) {
            out.raw(NULL);
            return;
        }
        out.raw('[');
        for (int i = 0; i < ids.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.hex(ids.get(i).digest());
        }
        out.raw(']');
    }

    private void nonZero(byte[] field, long value) {
        if (value != 0) {
            out.raw(field).unsigned(value);
        }
    }

    private void nonEmpty(byte[] field, String value) {
        if (!value.isEmpty()) {
            out.raw(field).string(value);
        }
    }
}
