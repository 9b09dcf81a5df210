package cloud.mows.backup.core.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes a {@link Segment} file under another name, with its checksum, and renames it into place when it is whole. */
final class SegmentOutput implements Closeable {
    static final String TEMPORARY_SUFFIX = ".tmp";

    private final Path temporary;
    private final FileChannel channel;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    SegmentOutput(Path folder, long count, long packs) throws IOException {
        temporary = Files.createTempFile(folder, "segment", TEMPORARY_SUFFIX);
        channel = FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
        buffer.putLong(Segment.MAGIC).putLong(count).putLong(packs);
        checksum.update(buffer.array(), 0, buffer.position());
        buffer.putLong(0);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        checksum.update(bytes, offset, length);
        for (int done = 0; done < length; ) {
            if (!buffer.hasRemaining()) {
                drain();
            }
            int part = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, part);
            done += part;
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /**
     * Puts the segment in its place and opens it. It is mapped before it gets its name: from then on another process may
     * remove it at any time.
     */
    Segment finish(Path file) throws IOException {
        drain();
        buffer.putLong(checksum.getValue()).flip();
        channel.write(buffer, Segment.CHECKSUM_AT);
        Segment segment = Segment.map(channel);
        if (segment == null) {
            throw new IOException("a segment that was just written is not whole: " + file);
        }
        boolean moved = false;
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            moved = true;
            return segment;
        } finally {
            if (!moved) {
                segment.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
