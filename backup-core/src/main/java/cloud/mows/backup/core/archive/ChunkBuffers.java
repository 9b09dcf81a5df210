package cloud.mows.backup.core.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** Lends buffers for chunks on their way from a reader to a worker, and bounds how many bytes are on it. */
final class ChunkBuffers {
    private static final int CLASS_BYTES = 1 << 20;

    private final Semaphore classes;
    private final int classesMax;
    private final Deque<byte[]> idle = new ArrayDeque<>();
    private int existing;

    /** @param bytesMax lent at once, at least the largest chunk */
    ChunkBuffers(int bytesMax) {
        this.classesMax = bytesMax / CLASS_BYTES;
        this.classes = new Semaphore(classesMax, true);
    }

    /** Waits for room. Give it back with {@link #giveBack}. */
    byte[] acquire(int bytesMin) throws InterruptedException {
        int needed = (bytesMin + CLASS_BYTES - 1) / CLASS_BYTES;
        if (needed > classesMax) {
            throw new IllegalArgumentException("a chunk of " + bytesMin + " bytes");
        }
        classes.acquire(needed);
        synchronized (idle) {
            for (var it = idle.iterator(); it.hasNext(); ) {
                byte[] buffer = it.next();
                if (buffer.length == needed * CLASS_BYTES) {
                    it.remove();
                    return buffer;
                }
            }
            // None of this size: those that lie about make room for it, so that idle and lent stay within the bound.
            while (existing + needed > classesMax) {
                existing -= classesOf(idle.removeFirst());
            }
            existing += needed;
        }
        return new byte[needed * CLASS_BYTES];
    }

    private static int classesOf(byte[] buffer) {
        return buffer.length / CLASS_BYTES;
    }

    /** Bytes of all buffers, lent and idle. */
    int bytes() {
        synchronized (idle) {
            return existing * CLASS_BYTES;
        }
    }

    void giveBack(byte[] buffer) {
        synchronized (idle) {
            idle.addLast(buffer);
        }
        classes.release(classesOf(buffer));
    }
}
