package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.tar.TarReader;
import java.io.IOException;

/** The content of the entry that a reader is at. */
final class ArchiveContent implements SourceContent {
    private final TarReader tar;
    private final FileStat stat;
    private long position;

    ArchiveContent(TarReader tar, FileStat stat) {
        this.tar = tar;
        this.stat = stat;
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long skipHole() {
        long hole = tar.skipHole();
        position += hole;
        return hole;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        try {
            int count = tar.read(into, offset, length);
            position += Math.max(0, count);
            return count;
        } catch (IOException e) {
            // Not of this file alone: what follows cannot be read either.
            throw Intake.refused(e);
        }
    }

    @Override
    public FileStat statNow() {
        return stat;
    }

    @Override
    public void close() {}
}
