package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/** Has some connections, and saves a pack only when a pack is being saved on each of them. */
public final class GatheredSaves extends StorageLayer {
    private final CyclicBarrier barrier;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    public GatheredSaves(Storage below, int connections) {
        super(below);
        barrier = new CyclicBarrier(connections);
    }

    @Override
    public int concurrency() {
        return barrier.getParties();
    }

    /** How many packs were saved at once. */
    public int most() {
        return most.get();
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        if (key.kind() == FileKind.PACK) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new StorageException.Interrupted("save " + key + ": interrupted", e);
            } finally {
                now.decrementAndGet();
            }
        }
        super.save(key, content);
    }
}
