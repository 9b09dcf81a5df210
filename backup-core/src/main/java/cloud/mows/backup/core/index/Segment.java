package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A sorted, memory-mapped list of blobs: a local cache file, always rebuildable from index files, so its layout is ours and
 * may change with {@link #MAGIC}. All numbers are big-endian:
 *
 * <pre>
 * magic 8 | blobs n 8 | packs p 8 | CRC-32C of all else 8 | pack id 32 * p | (blob id 32, pack ordinal 4, offset 4,
 * length 4, uncompressed length 4 with the top bit set for a tree) * n, ascending by id
 * </pre>
 *
 * Only touched pages are in memory, and the kernel may drop them. A damaged file is not opened: what is unused, and may be
 * deleted, is decided by it.
 *
 * <p>Safe for many threads until closed.
 */
public final class Segment implements AutoCloseable {
    static final long MAGIC = 0x4d4f57535345_0002L;
    static final int HEADER_BYTES = 32;
    static final int CHECKSUM_AT = 24;
    static final int ENTRY_BYTES = 48;
    static final int PACK_AT = 32;
    static final int OFFSET_AT = 36;
    static final int LENGTH_AT = 40;
    static final int UNCOMPRESSED_AT = 44;
    static final int TREE_BIT = 1 << 31;
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final ValueLayout.OfLong LONG_BE = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT_BE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena;
    private final MemorySegment memory;
    private final long count;
    private final int packCount;
    private final long entriesAt;

    private Segment(Arena arena, MemorySegment memory, long count, int packCount) {
        this.arena = arena;
        this.memory = memory;
        this.count = count;
        this.packCount = packCount;
        this.entriesAt = HEADER_BYTES + (long) packCount * Digest.BYTES;
    }

    /** @return null if the file is not a whole, undamaged segment of this version; it can be deleted then */
    public static @Nullable Segment open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return isIntact(channel) ? map(channel) : null;
        }
    }

    /** As {@link #open}, without reading all of it. */
    static @Nullable Segment map(FileChannel channel) throws IOException {
        long bytes = channel.size();
        if (bytes < HEADER_BYTES) {
            return null;
        }
        Arena arena = Arena.ofShared();
        boolean kept = false;
        try {
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
            long count = memory.get(LONG_BE, 8);
            long packs = memory.get(LONG_BE, 16);
            if (memory.get(LONG_BE, 0) != MAGIC
                    || count < 0
                    || packs < 0
                    || packs > Integer.MAX_VALUE
                    || count > bytes / ENTRY_BYTES
                    || HEADER_BYTES + packs * Digest.BYTES + count * ENTRY_BYTES != bytes) {
                return null;
            }
            kept = true;
            return new Segment(arena, memory, count, (int) packs);
        } finally {
            if (!kept) {
                arena.close();
            }
        }
    }

    /** Read, not mapped: pages that were only read belong to the kernel, not to this process. */
    private static boolean isIntact(FileChannel channel) throws IOException {
        if (channel.size() < HEADER_BYTES) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.array(), 0, CHECKSUM_AT);
        long expected = buffer.getLong(CHECKSUM_AT);
        buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) >= 0) {
            checksum.update(buffer.flip());
            buffer.clear();
        }
        return checksum.getValue() == expected;
    }

    /** Number of blobs. */
    public long count() {
        return count;
    }

    public int packCount() {
        return packCount;
    }

    public PackId pack(int ordinal) {
        return new PackId(digestAt(HEADER_BYTES + (long) ordinal * Digest.BYTES));
    }

    /** The blob at a position in ascending order of ids. */
    public PackedBlob blob(long position) {
        long at = entriesAt + position * ENTRY_BYTES;
        int uncompressed = memory.get(INT_BE, at + UNCOMPRESSED_AT);
        return new PackedBlob(
                uncompressed < 0 ? BlobType.TREE : BlobType.DATA,
                new BlobId(digestAt(at)),
                memory.get(INT_BE, at + OFFSET_AT),
                memory.get(INT_BE, at + LENGTH_AT),
                uncompressed & ~TREE_BIT);
    }

    /** The ordinal of the pack that holds the blob at a position. */
    public int packOrdinal(long position) {
        return memory.get(INT_BE, entriesAt + position * ENTRY_BYTES + PACK_AT);
    }

    BlobLocation location(long position) {
        return new BlobLocation(pack(packOrdinal(position)), blob(position));
    }

    /** @return a position of this blob, or -1 */
    public long find(BlobType type, BlobId id) {
        Digest wanted = id.digest();
        for (long at = lowerBound(wanted); at < count; at++) {
            if (compare(at, wanted) != 0) {
                return -1;
            }
            boolean tree = memory.get(INT_BE, entriesAt + at * ENTRY_BYTES + UNCOMPRESSED_AT) < 0;
            if (tree == (type == BlobType.TREE)) {
                return at;
            }
        }
        return -1;
    }

    /** The first position whose id is not below {@code wanted}. */
    long lowerBound(Digest wanted) {
        long low = 0;
        long high = count;
        // Ids are uniform: the first bits say nearly where to look. Grow a window around the guess, then halve it.
        long guess = Math.min(count - 1, Math.unsignedMultiplyHigh(wanted.w0(), count));
        if (count > 16) {
            long step = 4;
            if (compare(guess, wanted) < 0) {
                low = guess + 1;
                while (low + step < count && compare(low + step, wanted) < 0) {
                    low += step + 1;
                    step *= 2;
                }
                high = Math.min(count, low + step + 1);
            } else {
                high = guess;
                while (high - step > 0 && compare(high - step, wanted) >= 0) {
                    high -= step;
                    step *= 2;
                }
                low = Math.max(0, high - step);
            }
        }
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (compare(middle, wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(long position, Digest wanted) {
        long at = entriesAt + position * ENTRY_BYTES;
        int c = Long.compareUnsigned(memory.get(LONG_BE, at), wanted.w0());
        return c != 0 ? c : digestAt(at).compareTo(wanted);
    }

    private Digest digestAt(long at) {
        return new Digest(
                memory.get(LONG_BE, at),
                memory.get(LONG_BE, at + 8),
                memory.get(LONG_BE, at + 16),
                memory.get(LONG_BE, at + 24));
    }

    /** The raw entry, for merging. */
    void copyEntry(long position, byte[] out) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, entriesAt + position * ENTRY_BYTES, out, 0, ENTRY_BYTES);
    }

    Digest idAt(long position) {
        return digestAt(entriesAt + position * ENTRY_BYTES);
    }

    @Override
    public void close() {
        arena.close();
    }
}
