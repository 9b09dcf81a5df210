package cloud.mows.backup.core.source.dump;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.source.SourceException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Takes the frames as they come. For one thread. */
final class DumpReader {
    private static final int NAME_BYTES_MAX = 255;

    private final DataInputStream in;
    private final MessageDigest hash = Frames.hash();
    private int left;
    private long bytes;
    private boolean ended;

    DumpReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Between two files: the kind of the next frame. */
    int next() {
        try {
            return in.readUnsignedByte();
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    ByteString name() {
        byte[] name = bytes(NAME_BYTES_MAX);
        ByteString text = ByteString.of(name);
        String shown = text.toString();
        boolean odd = name.length == 0 || shown.equals(".") || shown.equals("..");
        for (byte each : name) {
            odd |= each == '/' || each == 0;
        }
        if (odd) {
            throw refused("'" + shown + "' is not the name of a file");
        }
        return text;
    }

    String text() {
        return new String(bytes(Frames.TEXT_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int max) {
        try {
            int length = in.readInt();
            if (length < 0 || length > max) {
                throw refused("a text of " + length + " bytes is longer than " + max);
            }
            byte[] text = new byte[length];
            in.readFully(text);
            return text;
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    /** From now on the content of a file is read. */
    void begin() {
        hash.reset();
        bytes = 0;
        left = 0;
        ended = false;
    }

    /**
     * Reads content of the file that was begun.
     *
     * @return how many bytes; -1 at its end, if it is whole
     * @throws SourceException if it will not become whole
     */
    int read(BytePath path, byte[] into, int offset, int length) throws SourceException {
        if (ended) {
            return -1;
        }
        try {
            while (left == 0) {
                int kind = in.readUnsignedByte();
                switch (kind) {
                    case Frames.CONTENT -> left = length();
                    case Frames.END -> {
                        ended = true;
                        requireWhole(path);
                        return -1;
                    }
                    case Frames.FAILED -> {
                        ended = true;
                        throw new SourceException.Unreadable(path, new IOException(text()));
                    }
                    default -> throw refused("a frame of kind " + kind + " within a file");
                }
            }
            int count = in.read(into, offset, Math.min(length, left));
            if (count < 0) {
                throw new EOFException("within " + path);
            }
            hash.update(into, offset, count);
            left -= count;
            bytes += count;
            return count;
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > Frames.CONTENT_BYTES_MAX) {
            throw refused("content of " + length + " bytes at once");
        }
        return length;
    }

    private void requireWhole(BytePath path) throws IOException, SourceException {
        long told = in.readLong();
        byte[] toldHash = in.readNBytes(Frames.HASH_BYTES);
        if (toldHash.length < Frames.HASH_BYTES) {
            throw new EOFException("within the end of " + path);
        }
        if (told != bytes || !MessageDigest.isEqual(toldHash, hash.digest())) {
            throw new SourceException.Unreadable(
                    path, new IOException(told + " bytes were sent, and " + bytes + " came, or others than were sent"));
        }
    }

    private static BackupException cutOff(IOException e) {
        return new BackupException(
                ProblemCode.FAILED,
                "the dumps end before all of them had come, so no snapshot was made of them",
                "look at the messages of the program that sends them",
                e);
    }

    static BackupException refused(String what) {
        return new BackupException(
                ProblemCode.FAILED,
                "the dumps cannot be saved, so no snapshot was made of them: " + what,
                "look at the messages of the program that sends them");
    }
}
