package cloud.mows.backup.core.target;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open regular file of the local file system. */
final class LinuxExistingFile implements ExistingFile {
    private final BytePath path;
    private final int fd;
    private final FileStat stat;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LinuxExistingFile(BytePath path, int fd, FileStat stat) {
        this.path = path;
        this.fd = fd;
        this.stat = stat;
    }

    /** Takes over the descriptor, also when it fails. */
    static LinuxExistingFile of(BytePath path, int fd) throws TargetException {
        boolean taken = false;
        try {
            FileStat stat = Posix.stat(fd);
            if (!stat.isFile()) {
                throw new TargetException.Taken(path, "it is no regular file", null);
            }
            taken = true;
            return new LinuxExistingFile(path, fd, stat);
        } catch (PosixException e) {
            throw TargetException.of(path, e);
        } finally {
            if (!taken) {
                Posix.closeQuietly(fd);
            }
        }
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public int readAt(byte[] into, int offset, int length, long position) throws TargetException {
        try {
            return Posix.readAt(fd, into, offset, length, position);
        } catch (PosixException e) {
            throw TargetException.of(path, e);
        }
    }

    @Override
    public void forgetCached() {
        Posix.advise(fd, 0, 0, Posix.Advice.DONT_NEED);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Posix.closeQuietly(fd);
        }
    }
}
