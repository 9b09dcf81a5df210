package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import cloud.mows.backup.core.tree.TreeEncoder;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The nodes of an archive in the order in which they came: for each the number of its names in the tree, its number in the archive, whether its
 * content was saved, the length of what follows, and a tree with this one node.
 */
final class NodeFile implements Closeable {
    private static final int HEADER_BYTES = 3 * Long.BYTES;
    private static final long SAVED = 1L << 40;

    private final ScratchFile file = new ScratchFile();
    private final TreeEncoder encoder = new TreeEncoder();

    /** @param saved whether its content is in the repository, for a regular file */
    record Kept(Node node, long names, long number, boolean saved) {}

    /** @return where it is */
    synchronized long add(Node node, long number, boolean saved) {
        encoder.reset();
        encoder.add(node);
        ByteSlice json = encoder.finish();
        long at = file.position();
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(0)
                .putLong(number)
                .putLong(json.length() | (saved ? SAVED : 0))
                .array();
        file.append(header, 0, header.length);
        file.append(json.array(), json.offset(), json.length());
        return at;
    }

    /** All of them are there; they can be read. */
    void finish() {
        file.flush();
    }

    /** Another name in the tree leads to this node. */
    void named(long at) {
        file.writeLong(at, file.readLong(at) + 1);
    }

    Kept read(long at) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        file.read(at, header);
        header.flip();
        long names = header.getLong();
        long number = header.getLong();
        long length = header.getLong();
        byte[] json = file.read(at + HEADER_BYTES, (int) (length & ~SAVED));
        try {
            Node node = Objects.requireNonNull(new TreeDecoder(ByteSlice.of(json)).next());
            return new Kept(node, names, number, (length & SAVED) != 0);
        } catch (MalformedTreeException e) {
            throw new IllegalStateException("a node that was written a moment ago", e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
