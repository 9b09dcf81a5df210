package cloud.mows.backup.core.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Fills the pages of one section of a {@link PagedFile} with records of one length, in order. */
final class PageWriter {
    private static final int BUFFERED_PAGES = 16;

    private final FileChannel channel;
    private final long stamp;
    private final int recordBytes;
    private final byte[] buffer = new byte[BUFFERED_PAGES * PagedFile.PAGE_BYTES];
    private long page;
    private int buffered;
    private int used;

    PageWriter(FileChannel channel, Section section, long stamp) {
        this.channel = channel;
        this.stamp = stamp;
        this.recordBytes = section.recordBytes();
        this.page = section.firstPage();
    }

    void write(byte[] bytes, int offset) throws IOException {
        if (used + recordBytes > PagedFile.PAYLOAD_BYTES) {
            closePage();
        }
        System.arraycopy(bytes, offset, buffer, buffered * PagedFile.PAGE_BYTES + used, recordBytes);
        used += recordBytes;
    }

    private void closePage() throws IOException {
        PageChecksum.write(buffer, buffered * PagedFile.PAGE_BYTES, page + buffered, stamp);
        buffered++;
        used = 0;
        if (buffered == BUFFERED_PAGES) {
            drain();
        }
    }

    private void drain() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered * PagedFile.PAGE_BYTES);
        while (bytes.hasRemaining()) {
            channel.write(bytes, page * PagedFile.PAGE_BYTES + bytes.position());
        }
        page += buffered;
        buffered = 0;
        Arrays.fill(buffer, (byte) 0);
    }

    /** Writes what is left. */
    void finish() throws IOException {
        if (used > 0) {
            closePage();
        }
        if (buffered > 0) {
            drain();
        }
    }
}
