package cloud.mows.backup.core.source.dump;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceException;

/** The content of the file that a reader is at. */
final class DumpContent implements SourceContent {
    private final BytePath path;
    private final FileStat stat;
    private final DumpReader reader;
    private long position;

    DumpContent(BytePath path, FileStat stat, DumpReader reader) {
        this.path = path;
        this.stat = stat;
        this.reader = reader;
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
        int count = reader.read(path, into, offset, length);
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
