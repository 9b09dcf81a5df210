package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A Bloom filter of blocks as long as a cache line (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters):
 * one read says of all but about one in fifty absent ids that they are not there. Ids are hashes, so their own bits are used; the
 * block goes with the first ones, so that ids in ascending order fill one block after the other.
 */
final class BlobFilter {
    static final int BLOCK_BYTES = 64;
    private static final int BITS_PER_BLOB = 10;
    private static final int PROBES = 6;

    private final PagedFile file;
    private final Section section;

    BlobFilter(PagedFile file, Section section) {
        this.file = file;
        this.section = section;
    }

    static long blocks(long blobs) {
        return (Math.multiplyExact(blobs, BITS_PER_BLOB) + 8 * BLOCK_BYTES - 1) / (8 * BLOCK_BYTES);
    }

    private static long block(Digest id, long blocks) {
        return Math.unsignedMultiplyHigh(id.w0(), blocks);
    }

    /** The {@code probe}-th of the bits of a block that stand for an id. */
    private static int bit(Digest id, int probe) {
        return (int) (id.w1() >>> 9 * probe) & 0x1FF;
    }

    boolean mayContain(Digest id) {
        if (section.records() == 0) {
            return false;
        }
        long block = block(id, section.records());
        long page = section.page(block);
        ByteBuffer window = file.window(page);
        int at = PagedFile.at(page, section.offset(block));
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(id, probe);
            if ((window.getLong(at + (bit >>> 6) * Long.BYTES) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Makes the filter of ids that come in ascending order. */
    static final class Builder {
        private final PageWriter out;
        private final long blocks;
        private final byte[] current = new byte[BLOCK_BYTES];
        private long block;

        Builder(PageWriter out, long blocks) {
            this.out = out;
            this.blocks = blocks;
        }

        void add(Digest id) throws IOException {
            for (long of = block(id, blocks); block < of; ) {
                next();
            }
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = bit(id, probe);
                int word = (bit >>> 6) * Long.BYTES;
                Segment.LONG.set(current, word, (long) Segment.LONG.get(current, word) | 1L << bit);
            }
        }

        private void next() throws IOException {
            out.write(current, 0);
            Arrays.fill(current, (byte) 0);
            block++;
        }

        void finish() throws IOException {
            while (block < blocks) {
                next();
            }
            out.finish();
        }
    }
}
