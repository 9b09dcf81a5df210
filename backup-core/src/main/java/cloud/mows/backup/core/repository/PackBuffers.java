package cloud.mows.backup.core.repository;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** A fixed number of equal buffers, made when first needed. A larger one, for a single huge blob, is made and dropped. */
final class PackBuffers {
    /** Room for the header and for the blob that makes the pack full. */
    private static final int SLACK_BYTES = 1 << 20;

    private final Semaphore permits;
    private final Deque<byte[]> idle = new ArrayDeque<>();
    private final int bytes;

    PackBuffers(int count, int packBytes) {
        this.permits = new Semaphore(count);
        this.bytes = packBytes + SLACK_BYTES;
    }

    byte[] acquire(int bytesMin) throws InterruptedException {
        permits.acquire();
        if (bytesMin > bytes) {
            return new byte[bytesMin];
        }
        synchronized (idle) {
            byte[] buffer = idle.pollFirst();
            return buffer != null ? buffer : new byte[bytes];
        }
    }

    void giveBack(byte[] buffer) {
        if (buffer.length == bytes) {
            synchronized (idle) {
                idle.addFirst(buffer);
            }
        }
        permits.release();
    }
}
