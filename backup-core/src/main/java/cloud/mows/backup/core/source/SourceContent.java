package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.FileStat;

/**
 * The bytes of one regular file, read from the start; for one thread at a time. It ends at the size it was opened with,
 * or before if the file was cut off: what grows meanwhile belongs to the next backup.
 */
public interface SourceContent extends AutoCloseable {
    /** When it was opened. */
    FileStat stat();

    /** How many bytes there will be, as far as anyone knows: a hint for sharing the work. */
    default long expectedBytes() {
        return stat().size();
    }

    /** How far reading has come. */
    long position();

    /**
     * Passes over a hole without reading it: the caller treats that many bytes as zeros. Holes at the end count.
     *
     * @return the hole's length from here; 0 where data follow, at the end, or where holes are not told
     */
    long skipHole() throws SourceException;

    /**
     * Reads up to {@code length} bytes, never over the start of a hole that {@link #skipHole()} would pass.
     *
     * @return bytes read, at least 1; -1 at the end
     */
    int read(byte[] into, int offset, int length) throws SourceException;

    /** As it is now: if it differs from {@link #stat()}, what was read may be a mixture. */
    FileStat statNow() throws SourceException;

    @Override
    void close();
}
