package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.crypto.RepositoryKey;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Lends {@link Coder}s, last used first, so that the warm one is used again. As many exist as were ever in use at once, which
 * the pools of threads bound.
 */
final class CoderPool implements AutoCloseable {
    private final ConcurrentLinkedDeque<Coder> idle = new ConcurrentLinkedDeque<>();
    private final RepositoryKey key;
    private final CompressionLevel level;
    private volatile boolean closed;

    CoderPool(RepositoryKey key, CompressionLevel level) {
        this.key = key;
        this.level = level;
    }

    Coder borrow() {
        Coder coder = idle.pollFirst();
        return coder != null ? coder : new Coder(this, key, level);
    }

    void giveBack(Coder coder) {
        idle.addFirst(coder);
        if (closed) {
            freeIdle();
        }
    }

    @Override
    public void close() {
        closed = true;
        freeIdle();
    }

    private void freeIdle() {
        for (Coder coder = idle.poll(); coder != null; coder = idle.poll()) {
            coder.free();
        }
    }
}
