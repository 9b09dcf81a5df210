package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.FileStat;

/** Content that comes once, from its begin to its end, of a length that nobody knows before. */
public final class StreamContent implements SourceContent {
    private final FileStat stat;
    private final Reading reading;
    private long position;

    /** Where it comes from. */
    @FunctionalInterface
    public interface Reading {
        /** As {@link SourceContent#read}. */
        int read(byte[] into, int offset, int length) throws SourceException;
    }

    /** @param reading is not closed */
    public StreamContent(FileStat stat, Reading reading) {
        this.stat = stat;
        this.reading = reading;
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public long expectedBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long skipHole() {
        return 0;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws SourceException {
        int count = reading.read(into, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public FileStat statNow() {
        return stat;
    }

    @Override
    public void close() {}
}
