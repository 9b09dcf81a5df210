package cloud.mows.backup.app.dump;

import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Writes to a block device from its beginning on what differs there and nothing else: storage that gives room only to what is written stays
 * thin, and a device that is nearly right is done fast. What lies behind the last byte stays. For one thread.
 */
public final class DeviceOutput extends OutputStream {
    private static final int PIECE_BYTES = 1 << 20;

    private final Path device;
    private final FileChannel channel;
    private final MessageDigest given = sha256();
    private final byte[] piece = new byte[PIECE_BYTES];
    private final byte[] there = new byte[PIECE_BYTES];
    private int filled;
    private long position;
    private long changed;

    private DeviceOutput(Path device, FileChannel channel) {
        this.device = device;
        this.channel = channel;
    }

    /** Whether it is there and is a block device, or a link to one. */
    public static boolean isDevice(Path path) throws IOException {
        return Files.exists(path)
                && FileType.ofMode((int) Files.getAttribute(path, "unix:mode")) == FileType.BLOCK_DEVICE;
    }

    /**
     * Also takes a file, which keeps its length.
     *
     * @param bytes that will come
     * @throws BackupException if the device has less room
     */
    public static DeviceOutput open(Path device, long bytes) throws IOException {
        FileChannel channel = FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.size() < bytes) {
                throw new BackupException(
                        ProblemCode.USAGE,
                        device + " has " + channel.size() + " bytes, and " + bytes + " are to be written; nothing was",
                        "make it larger");
            }
            return new DeviceOutput(device, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        given.update(bytes, offset, length);
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, PIECE_BYTES - filled);
            System.arraycopy(bytes, from, piece, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == PIECE_BYTES) {
                writePiece();
            }
        }
    }

    private void writePiece() throws IOException {
        if (readAt(position, filled) < filled || Arrays.mismatch(there, 0, filled, piece, 0, filled) >= 0) {
            ByteBuffer from = ByteBuffer.wrap(piece, 0, filled);
            long at = position;
            while (from.hasRemaining()) {
                at += channel.write(from, at);
            }
            changed += filled;
        }
        position += filled;
        filled = 0;
    }

    /** Into {@link #there}; fewer bytes only at the device's end. */
    private int readAt(long at, int length) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(there, 0, length);
        while (into.hasRemaining()) {
            int count = channel.read(into, at + into.position());
            if (count < 0) {
                break;
            }
        }
        return into.position();
    }

    /**
     * Waits until everything is on the device, and reads it back.
     *
     * @return bytes that were written because something there was different
     */
    public long finish() throws IOException {
        writePiece();
        channel.force(true);
        MessageDigest found = sha256();
        for (long at = 0; at < position; ) {
            int count = readAt(at, (int) Math.min(PIECE_BYTES, position - at));
            if (count == 0) {
                break;
            }
            found.update(there, 0, count);
            at += count;
        }
        if (!MessageDigest.isEqual(given.digest(), found.digest())) {
            throw new BackupException(
                    ProblemCode.FAILED,
                    "what is read from " + device + " is not what was written to it",
                    "somebody else writes to it, or it is broken: see the kernel's log");
        }
        return changed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
