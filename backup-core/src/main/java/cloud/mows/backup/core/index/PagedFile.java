package cloud.mows.backup.core.index;

import cloud.mows.backup.core.posix.Posix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A mapped file of {@value #PAGE_BYTES}-byte pages. Each ends with a checksum, which is looked at when the page is first
 * read: opening costs nothing, and nothing is believed unseen. Numbers are big-endian.
 *
 * <p>The kernel may drop its pages at any time; {@link #release} gives them back, so that what is resident does not grow with
 * the file.
 *
 * <p>Safe for many threads. After {@link #close} a read throws {@link IllegalStateException}, also one that is under way.
 */
final class PagedFile implements AutoCloseable {
    static final int PAGE_BYTES = 4096;
    /** What a page holds; the checksum follows. */
    static final int PAYLOAD_BYTES = PAGE_BYTES - Integer.BYTES;

    /** Pages of one mapping: a buffer is addressed by an int. */
    private static final int WINDOW_SHIFT = 18;

    private static final int WINDOW_MASK = (1 << WINDOW_SHIFT) - 1;

    private final Path path;
    private final Arena arena;
    private final MemorySegment memory;
    private final ByteBuffer[] windows;
    private final long pages;
    private final long stamp;
    /** One bit a page. Threads may race for a word: then a page is verified once more. */
    private final long[] verified;

    private PagedFile(Path path, Arena arena, MemorySegment memory) {
        this.path = path;
        this.arena = arena;
        this.memory = memory;
        this.pages = memory.byteSize() / PAGE_BYTES;
        this.verified = new long[Math.toIntExact((pages + 63) >>> 6)];
        this.windows = new ByteBuffer[Math.toIntExact((pages + WINDOW_MASK) >>> WINDOW_SHIFT)];
        for (int w = 0; w < windows.length; w++) {
            long from = (long) w << WINDOW_SHIFT;
            long count = Math.min(pages - from, 1L << WINDOW_SHIFT);
            windows[w] = memory.asSlice(from * PAGE_BYTES, count * PAGE_BYTES).asByteBuffer();
        }
        this.stamp = windows[0].getLong(0);
    }

    /**
     * Maps a file that may get another name, or none, while it is mapped.
     *
     * @param path only names it
     * @throws DamagedSegmentException if it is empty or not a whole number of pages
     */
    static PagedFile map(FileChannel channel, Path path) throws IOException {
        long bytes = channel.size();
        if (bytes == 0 || bytes % PAGE_BYTES != 0) {
            throw new DamagedSegmentException(path, "has " + bytes + " bytes");
        }
        Arena arena = Arena.ofShared();
        boolean mapped = false;
        try {
            PagedFile file = new PagedFile(path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena));
            mapped = true;
            return file;
        } finally {
            if (!mapped) {
                arena.close();
            }
        }
    }

    Path path() {
        return path;
    }

    long pages() {
        return pages;
    }

    /** The first number of the first page, which seals all others. */
    long stamp() {
        return stamp;
    }

    long getLong(long page, int offset) {
        return window(page).getLong(at(page, offset));
    }

    int getInt(long page, int offset) {
        return window(page).getInt(at(page, offset));
    }

    void get(long page, int offset, byte[] out, int length) {
        window(page).get(at(page, offset), out, 0, length);
    }

    /** Where in {@link #window} a page's byte is. */
    static int at(long page, int offset) {
        return ((int) page & WINDOW_MASK) * PAGE_BYTES + offset;
    }

    /** The mapping that holds a page, verified; for many reads of it. */
    ByteBuffer window(long page) {
        ByteBuffer window = windows[(int) (page >>> WINDOW_SHIFT)];
        if ((verified[(int) (page >>> 6)] & 1L << page) == 0) {
            verify(window, page);
        }
        return window;
    }

    private void verify(ByteBuffer window, long page) {
        byte[] bytes = new byte[PAGE_BYTES];
        try {
            window.get(at(page, 0), bytes);
        } catch (InternalError e) {
            // What Java makes of a page that the kernel cannot bring.
            throw new DamagedSegmentException(path, "page " + page + " cannot be read");
        }
        if (!PageChecksum.isRight(bytes, 0, page, stamp)) {
            throw new DamagedSegmentException(path, "page " + page + " has another checksum");
        }
        verified[(int) (page >>> 6)] |= 1L << page;
    }

    /**
     * Lets the kernel have the memory of some pages back. Holds the mapping meanwhile: at the same address may soon be
     * something else.
     */
    synchronized void release(long firstPage, long count) {
        if (arena.scope().isAlive() && count > 0) {
            Posix.discard(memory.address() + firstPage * PAGE_BYTES, count * PAGE_BYTES);
        }
    }

    @Override
    public synchronized void close() {
        arena.close();
    }
}
