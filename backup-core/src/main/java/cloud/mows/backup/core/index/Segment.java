package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What some index files, its <em>sources</em>, list: blobs sorted by id in a local, immutable, memory-mapped file. It can
 * always be made again from its sources, so its layout ({@link SegmentLayout}) is ours and may change with {@link #MAGIC}.
 * Nothing in it depends on when or how it was made: the same sources in the same order make the same bytes.
 *
 * <p>To find a blob reads one page of the filter if it is not there; one of the fences and one of the entries if it is.
 *
 * <p>Safe for many threads. Every method may throw {@link DamagedSegmentException}, and {@link IllegalStateException} once
 * it is closed.
 */
public final class Segment implements AutoCloseable {
    static final long MAGIC = 0x4d4f57535345_0003L;
    static final int PACK_AT = 32;
    static final int OFFSET_AT = 36;
    static final int LENGTH_AT = 40;
    static final int UNCOMPRESSED_AT = 44;
    static final int TREE_BIT = 1 << 31;
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int ENTRIES_PER_PAGE = PagedFile.PAYLOAD_BYTES / SegmentLayout.ENTRY_BYTES;

    /** Sections of less than 32 MiB stay resident. */
    private static final long RESIDENT_PAGES = 8192;
    /** The kernel maps up to 16 pages around the one that is read: so many reads make at most 32 MiB of a section resident. */
    private static final int READS_UNTIL_RELEASE = 512;

    private final PagedFile file;
    private final SegmentLayout layout;
    private final BlobFilter filter;
    private final List<IndexId> sources;
    private final long count;
    private final long entriesPage;
    /** Threads may race for them: they are not to be exact. */
    private int filterReads;

    private int entryReads;

    private Segment(PagedFile file, SegmentLayout layout) {
        this.file = file;
        this.layout = layout;
        this.filter = new BlobFilter(file, layout.filter());
        this.count = layout.entries().records();
        this.entriesPage = layout.entries().firstPage();
        List<IndexId> ids = new ArrayList<>();
        for (long s = 0; s < layout.sources().records(); s++) {
            ids.add(new IndexId(
                    digest(layout.sources().page(s), layout.sources().offset(s))));
        }
        this.sources = List.copyOf(ids);
    }

    /** @throws DamagedSegmentException if it is not a whole segment of this version, as far as its first pages tell */
    static Segment open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return map(channel, path);
        }
    }

    static Segment map(FileChannel channel, Path path) throws IOException {
        PagedFile file = PagedFile.map(channel, path);
        boolean kept = false;
        try {
            if (file.getLong(0, 8) != MAGIC) {
                throw new DamagedSegmentException(path, "is none of this version");
            }
            SegmentLayout layout = SegmentLayout.of(file.getLong(0, 16), file.getLong(0, 24), file.getLong(0, 32));
            if (layout.pages() != file.pages()) {
                throw new DamagedSegmentException(path, "has " + file.pages() + " pages, not " + layout.pages());
            }
            Segment segment = new Segment(file, layout);
            kept = true;
            return segment;
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    Path path() {
        return file.path();
    }

    /** The index files that it stands for, in order. */
    public List<IndexId> sources() {
        return sources;
    }

    /** Number of blobs. */
    public long count() {
        return count;
    }

    /** Number of packs; one that two sources list counts twice. */
    public int packCount() {
        return (int) layout.packs().records();
    }

    public PackId pack(int ordinal) {
        return new PackId(digest(layout.packs().page(ordinal), layout.packs().offset(ordinal)));
    }

    /** The number in {@link #sources()} of the index file that lists the pack. */
    public int packSource(int ordinal) {
        return file.getInt(layout.packs().page(ordinal), layout.packs().offset(ordinal) + Digest.BYTES);
    }

    /** The blob at a position in ascending order of ids. */
    public PackedBlob blob(long position) {
        countEntryRead();
        long page = page(position);
        int at = offset(position);
        int uncompressed = file.getInt(page, at + UNCOMPRESSED_AT);
        return new PackedBlob(
                uncompressed < 0 ? BlobType.TREE : BlobType.DATA,
                new BlobId(digest(page, at)),
                file.getInt(page, at + OFFSET_AT),
                file.getInt(page, at + LENGTH_AT),
                uncompressed & ~TREE_BIT);
    }

    /** The ordinal of the pack that holds the blob at a position. */
    public int packOrdinal(long position) {
        countPage(position);
        return file.getInt(page(position), offset(position) + PACK_AT);
    }

    BlobLocation location(long position) {
        return new BlobLocation(pack(packOrdinal(position)), blob(position));
    }

    /** What the filter says: false only if no blob has this id. */
    boolean mayContain(Digest id) {
        if (layout.filter().pages() > RESIDENT_PAGES && ++filterReads >= READS_UNTIL_RELEASE) {
            filterReads = 0;
            file.release(layout.filter().firstPage(), layout.filter().pages());
        }
        return filter.mayContain(id);
    }

    /** @return the first position of this blob, or -1 */
    public long find(BlobType type, BlobId id) {
        Digest wanted = id.digest();
        if (!mayContain(wanted)) {
            return -1;
        }
        countEntryRead();
        for (long at = lowerBound(wanted); at < count && idAt(at).equals(wanted); at++) {
            boolean tree = file.getInt(page(at), offset(at) + UNCOMPRESSED_AT) < 0;
            if (tree == (type == BlobType.TREE)) {
                return at;
            }
        }
        return -1;
    }

    /** The first position whose id is not below {@code wanted}. */
    private long lowerBound(Digest wanted) {
        // What begins with the same bits may begin on the page before the first fence that is not below them.
        long page = Math.max(0, firstFence(wanted.w0()) - 1);
        for (long from = page * ENTRIES_PER_PAGE; from < count; from += ENTRIES_PER_PAGE) {
            int size = (int) Math.min(ENTRIES_PER_PAGE, count - from);
            int index = lowerBound(entriesPage + from / ENTRIES_PER_PAGE, size, wanted);
            if (index < size) {
                return from + index;
            }
        }
        return count;
    }

    private int lowerBound(long page, int size, Digest wanted) {
        ByteBuffer window = file.window(page);
        int start = PagedFile.at(page, 0);
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int c = Long.compareUnsigned(window.getLong(start + middle * SegmentLayout.ENTRY_BYTES), wanted.w0());
            if (c == 0) {
                c = digest(page, middle * SegmentLayout.ENTRY_BYTES).compareTo(wanted);
            }
            if (c < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first page of entries whose first id does not begin with less than {@code word}. */
    private long firstFence(long word) {
        long fences = layout.fences().records();
        // Ids are uniform: the first bits say nearly where to look. Grow a window around the guess, then halve it.
        long low = Math.clamp(Math.unsignedMultiplyHigh(word, fences), 0, fences);
        long high = low;
        for (long step = 4; low > 0 && !isFenceBelow(low - 1, word); step *= 2) {
            high = low - 1;
            low = Math.max(0, low - step);
        }
        for (long step = 4; high < fences && isFenceBelow(high, word); step *= 2) {
            low = high + 1;
            high = Math.min(fences, high + step);
        }
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (isFenceBelow(middle, word)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isFenceBelow(long fence, long word) {
        long first = file.getLong(layout.fences().page(fence), layout.fences().offset(fence));
        return Long.compareUnsigned(first, word) < 0;
    }

    private long page(long position) {
        return entriesPage + position / ENTRIES_PER_PAGE;
    }

    private static int offset(long position) {
        return (int) (position % ENTRIES_PER_PAGE) * SegmentLayout.ENTRY_BYTES;
    }

    private Digest digest(long page, int at) {
        return new Digest(
                file.getLong(page, at),
                file.getLong(page, at + 8),
                file.getLong(page, at + 16),
                file.getLong(page, at + 24));
    }

    Digest idAt(long position) {
        countPage(position);
        return digest(page(position), offset(position));
    }

    /** The raw entry, for merging. */
    void copyEntry(long position, byte[] out) {
        countPage(position);
        file.get(page(position), offset(position), out, SegmentLayout.ENTRY_BYTES);
    }

    /** Looks at everything that was not read yet. */
    void verify() {
        for (long page = 0; page < file.pages(); page++) {
            file.window(page);
            countEntryRead();
        }
    }

    /** For whoever goes from entry to entry. */
    private void countPage(long position) {
        if (position % ENTRIES_PER_PAGE == 0) {
            countEntryRead();
        }
    }

    private void countEntryRead() {
        if (++entryReads >= READS_UNTIL_RELEASE && file.pages() > RESIDENT_PAGES) {
            entryReads = 0;
            release();
        }
    }

    /** Lets the kernel have the memory of all but the filter and the fences back, which every question needs. */
    void release() {
        file.release(layout.packs().firstPage(), layout.packs().pages());
        file.release(entriesPage, layout.entries().pages());
    }

    @Override
    public void close() {
        file.close();
    }
}
