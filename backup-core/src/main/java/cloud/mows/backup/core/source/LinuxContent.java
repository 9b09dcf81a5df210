package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import java.util.Objects;

/** An open regular file of the local file system. */
final class LinuxContent implements SourceContent {
    /** Below this the kernel's own reading ahead has it all. */
    private static final long ADVISE_BYTES_MIN = 256 << 10;

    private final BytePath path;
    private final FileStat stat;
    private int fd;
    private long position;
    private boolean atEnd;

    /** Up to where data are known to follow; what lies behind is looked up when it is reached. */
    private long dataEnd;

    private LinuxContent(BytePath path, FileStat stat, int fd) {
        this.path = path;
        this.stat = stat;
        this.fd = fd;
        this.dataEnd = stat.mayHaveHoles() ? 0 : Long.MAX_VALUE;
    }

    /** Takes over the descriptor, also when it fails. */
    static LinuxContent of(BytePath path, FileStat listed, int fd) throws SourceException, PosixException {
        boolean taken = false;
        try {
            FileStat stat = Posix.stat(fd);
            if (!stat.isFile()) {
                throw new SourceException.Changed(path, "it is no regular file any more", null);
            }
            if (!stat.isSameFile(listed) && !looksTheSame(stat, listed)) {
                throw new SourceException.Changed(path, "another file has taken its place", null);
            }
            if (stat.size() >= ADVISE_BYTES_MIN) {
                Posix.advise(fd, 0, 0, Posix.Advice.SEQUENTIAL);
            }
            taken = true;
            return new LinuxContent(path, stat, fd);
        } finally {
            if (!taken) {
                Posix.closeQuietly(fd);
            }
        }
    }

    /** Some network and FUSE file systems make up another inode number at every look. */
    private static boolean looksTheSame(FileStat a, FileStat b) {
        return a.size() == b.size() && a.mtime().equals(b.mtime()) && a.ctime().equals(b.ctime());
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
    public long skipHole() throws SourceException {
        if (position < dataEnd || position >= stat.size()) {
            return 0;
        }
        try {
            long data = Posix.seekData(fd, position);
            long from = position;
            position = data < 0 ? stat.size() : Math.min(data, stat.size());
            if (position < stat.size()) {
                long hole = Posix.seekHole(fd, position);
                dataEnd = hole < 0 ? Long.MAX_VALUE : hole;
            }
            return position - from;
        } catch (PosixException e) {
            if (e.is(Errno.EINVAL) || e.is(Errno.EOPNOTSUPP)) {
                dataEnd = Long.MAX_VALUE;
                return 0;
            }
            throw Failures.of(path, e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws SourceException {
        Objects.checkFromIndexSize(offset, length, into.length);
        // Files without a size (procfs) are read to their end, all others to the size they were opened with.
        long end = stat.size() == 0 ? Long.MAX_VALUE : stat.size();
        long known = position < dataEnd ? Math.min(dataEnd, end) : end;
        int wanted = (int) Math.min(length, known - position);
        if (atEnd || wanted == 0 && length > 0) {
            return -1;
        }
        try {
            int n = Posix.readAt(fd, into, offset, wanted, position);
            position += n;
            atEnd = n < wanted;
            return n == 0 && length > 0 ? -1 : n;
        } catch (PosixException e) {
            throw Failures.of(path, e);
        }
    }

    @Override
    public FileStat statNow() throws SourceException {
        try {
            return Posix.stat(fd);
        } catch (PosixException e) {
            throw Failures.of(path, e);
        }
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Posix.closeQuietly(fd);
            fd = -1;
        }
    }
}
