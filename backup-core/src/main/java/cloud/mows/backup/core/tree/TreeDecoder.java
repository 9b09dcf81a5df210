package cloud.mows.backup.core.tree;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one tree one after the other. The bytes must not change meanwhile; the nodes do not refer to them.
 * Not thread-safe.
 */
public final class TreeDecoder {
    private static final JsonNames TREE = JsonNames.of("nodes");
    private static final JsonNames NODE = JsonNames.of(
            "name",
            "type",
            "mode",
            "mtime",
            "atime",
            "ctime",
            "uid",
            "gid",
            "user",
            "group",
            "inode",
            "device_id",
            "size",
            "links",
            "linktarget",
            "linktarget_raw",
            "extended_attributes",
            "generic_attributes",
            "device",
            "content",
            "subtree",
            "error");
    private static final JsonNames XATTR = JsonNames.of("name", "value");
    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private static final NodeType[] TYPES = NodeType.values();

    private final JsonReader in;
    private State state = State.BEFORE;
    private int count;
    private @Nullable ByteString last;

    /** Most entries of a tree belong to the same people. */
    private String lastUser = "";

    private String lastGroup = "";

    /** The entry being read. */
    private NodeBuilder node = empty();

    private @Nullable ByteString linkTargetRaw;

    private enum State {
        BEFORE,
        INSIDE,
        AFTER
    }

    public TreeDecoder(ByteSlice json) {
        in = new JsonReader(json);
    }

    /**
     * The next entry, or null after the last.
     *
     * @throws MalformedTreeException if the tree cannot be right; there is no going on after that
     */
    public @Nullable Node next() throws MalformedTreeException {
        try {
            if (state == State.BEFORE) {
                findNodes();
                state = State.INSIDE;
            }
            if (state == State.INSIDE) {
                if (in.nextElement()) {
                    Node entry = readNode();
                    count++;
                    return entry;
                }
                state = State.AFTER;
                while (in.nextField(TREE) != JsonReader.END) {
                    in.skipValue();
                }
                in.endOfDocument();
            }
            return null;
        } catch (MalformedJsonException e) {
            state = State.AFTER;
            String where = node.name.isEmpty() ? "" : " ('" + node.name + "')";
            throw new MalformedTreeException(
                    "entry " + count + where + ", byte " + e.position() + ": " + e.getMessage(), e);
        }
    }

    private void findNodes() throws MalformedJsonException {
        in.beginObject();
        int field;
        while ((field = in.nextField(TREE)) == JsonReader.UNKNOWN) {
            in.skipValue();
        }
        if (field == JsonReader.END) {
            throw in.malformed("a tree without nodes");
        }
        in.beginArray();
    }

    private Node readNode() throws MalformedJsonException {
        node = empty();
        linkTargetRaw = null;
        in.beginObject();
        for (int field; (field = in.nextField(NODE)) != JsonReader.END; ) {
            // As in Go a null leaves a field as it is; an unknown field may have any value.
            if (field == JsonReader.UNKNOWN) {
                in.skipValue();
            } else if (!in.nextNull()) {
                readField(field);
            }
        }
        ByteString name = node.name;
        String problem = NodeNames.problem(name);
        if (problem != null) {
            throw in.malformed(problem);
        }
        if (last != null && last.compareTo(name) >= 0) {
            throw in.malformed("out of order or twice, after '" + last + "'");
        }
        last = name;
        if (linkTargetRaw != null) {
            node.linkTarget = linkTargetRaw;
        }
        return node.build();
    }

    private void readField(int field) throws MalformedJsonException {
        switch (field) {
            case 0 -> node.name = readName();
            case 1 -> node.type = readType();
            case 2 -> node.mode = GoFileMode.unix(in.number(UINT32_MAX));
            case 3 -> node.mtime = in.time();
            case 4 -> node.atime = in.time();
            case 5 -> node.ctime = in.time();
            case 6 -> node.uid = in.number(UINT32_MAX);
            case 7 -> node.gid = in.number(UINT32_MAX);
            case 8 -> node.user = lastUser = in.string(lastUser);
            case 9 -> node.group = lastGroup = in.string(lastGroup);
            case 10 -> node.inode = in.unsigned();
            case 11 -> node.deviceId = in.unsigned();
            case 12 -> node.size = in.number(Long.MAX_VALUE);
            case 13 -> node.links = in.unsigned();
            case 14 -> node.linkTarget = in.byteString();
            case 15 -> linkTargetRaw = in.base64();
            case 16 -> node.xattrs = readXattrs();
            case 17 -> node.genericAttributes = readGenericAttributes();
            case 18 -> node.device = in.unsigned();
            case 19 -> node.content = readContent();
            case 20 -> node.subtree = new BlobId(in.digest());
            case 21 -> node.error = in.string();
            default -> throw new AssertionError(field);
        }
    }

    private static NodeBuilder empty() {
        return new NodeBuilder(ByteString.EMPTY, NodeType.IRREGULAR);
    }

    private ByteString readName() throws MalformedJsonException {
        ByteString unquoted = NodeNames.unquote(in.text());
        if (unquoted == null) {
            throw in.malformed("a name that is not quoted as it must be");
        }
        return unquoted;
    }

    private NodeType readType() throws MalformedJsonException {
        String word = in.string(node.type.word());
        for (NodeType candidate : TYPES) {
            if (candidate.word().equals(word)) {
                return candidate;
            }
        }
        return NodeType.IRREGULAR;
    }

    private List<Xattr> readXattrs() throws MalformedJsonException {
        List<Xattr> read = new ArrayList<>();
        in.beginArray();
        while (in.nextElement()) {
            String attribute = "";
            ByteString value = ByteString.EMPTY;
            in.beginObject();
            for (int field; (field = in.nextField(XATTR)) != JsonReader.END; ) {
                if (field == JsonReader.UNKNOWN) {
                    in.skipValue();
                } else if (!in.nextNull()) {
                    if (field == 0) {
                        attribute = in.string();
                    } else {
                        value = in.base64();
                    }
                }
            }
            read.add(new Xattr(attribute, value));
        }
        return read;
    }

    private String readGenericAttributes() throws MalformedJsonException {
        if (!in.nextIsObject()) {
            throw in.malformed("generic_attributes is not an object");
        }
        ByteSlice raw = in.rawValue();
        return new String(raw.array(), raw.offset(), raw.length(), StandardCharsets.UTF_8);
    }

    private BlobIds readContent() throws MalformedJsonException {
        BlobIds.Builder ids = new BlobIds.Builder();
        in.beginArray();
        while (in.nextElement()) {
            ids.add(new BlobId(in.digest()));
        }
        return ids.build();
    }
}
