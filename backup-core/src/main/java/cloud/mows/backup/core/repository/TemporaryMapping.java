package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file without a name, mapped into memory: the kernel writes to the disk what it has no memory for. */
final class TemporaryMapping {
    private static final int ZEROS = 1 << 20;

    private TemporaryMapping() {}

    /**
     * A file of its own in the folder for temporary files. It is gone when the buffer cannot be reached any more, or with the
     * process.
     */
    static ByteBuffer of(int bytes) throws IOException {
        Path path = Files.createTempFile("mows-backup-pack-", null);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            setAside(path, channel, bytes);
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
        } finally {
            Files.delete(path);
        }
    }

    /** A full disk is told now. Later it would be a signal in the middle of writing to memory. */
    private static void setAside(Path path, FileChannel channel, int bytes) throws IOException {
        try {
            ByteString name = BytePath.of(path).bytes();
            int fd = Posix.open(Posix.WORKING_DIRECTORY, name, OpenFlags.WRITE, 0);
            try {
                Posix.allocate(fd, bytes);
            } finally {
                Posix.closeQuietly(fd);
            }
        } catch (PosixException e) {
            if (!e.is(Errno.EOPNOTSUPP) && !e.is(Errno.ENOSYS)) {
                throw new IOException(path.getParent() + ": " + e.errno().text(), e);
            }
            for (int at = 0; at < bytes; ) {
                at += channel.write(ByteBuffer.allocate(Math.min(ZEROS, bytes - at)), at);
            }
        }
    }
}
