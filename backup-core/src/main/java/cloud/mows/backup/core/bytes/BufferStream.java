package cloud.mows.backup.core.bytes;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Reads buffers one after the other. */
final class BufferStream extends InputStream {
    private final List<ByteBuffer> buffers;
    private int current;

    BufferStream(List<ByteBuffer> buffers) {
        this.buffers = buffers;
    }

    @Override
    public int read() {
        return hasMore() ? buffers.get(current).get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        ByteBuffer buffer = buffers.get(current);
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return hasMore() ? buffers.get(current).remaining() : 0;
    }

    private boolean hasMore() {
        while (current < buffers.size() && !buffers.get(current).hasRemaining()) {
            current++;
        }
        return current < buffers.size();
    }
}
