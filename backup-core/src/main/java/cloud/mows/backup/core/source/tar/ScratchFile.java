package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file that has lost its name already; appended to by one thread, then read by many. */
final class ScratchFile implements Closeable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /** Where the buffer begins. */
    private long written;

    ScratchFile() {
        try {
            Path path = Files.createTempFile("mows-backup-tar", null);
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static BackupException failed(IOException e) {
        return new BackupException(
                ProblemCode.LOCAL_IO,
                "the list of what is in the archive cannot be kept in a temporary file in "
                        + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(),
                "free some room there, or name another directory in TMPDIR",
                e);
    }

    /** Where the next byte goes. */
    long position() {
        return written + buffer.position();
    }

    void append(byte[] bytes, int from, int length) {
        for (int done = 0; done < length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(buffer.remaining(), length - done);
            buffer.put(bytes, from + done, count);
            done += count;
        }
    }

    /** What is appended can be read. */
    void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                written += file.write(buffer, written);
            }
            buffer.clear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** @throws IllegalStateException if so much is not there */
    byte[] read(long at, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(at, bytes);
        return bytes.array();
    }

    long readLong(long at) {
        return ByteBuffer.wrap(read(at, Long.BYTES)).getLong();
    }

    /** Fills the buffer. */
    void read(long at, ByteBuffer into) {
        try {
            int begin = into.position();
            while (into.hasRemaining()) {
                if (file.read(into, at + into.position() - begin) < 0) {
                    throw new IllegalStateException("a temporary file is shorter than it was");
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** In the place of what was appended and flushed, or behind it. */
    void writeLong(long at, long value) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).putLong(value).flip();
            while (bytes.hasRemaining()) {
                file.write(bytes, at + bytes.position());
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // It has no name, and nothing in it is needed any more.
            return;
        }
    }
}
