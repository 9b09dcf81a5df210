package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The chunks of one file in their order, whichever is saved first. Kept packed, however long the file is. */
final class ChunkList {
    private final BlobIds.Builder ids = new BlobIds.Builder();
    private final Deque<Slot> waiting = new ArrayDeque<>();

    /** The place of the next chunk. */
    synchronized Slot expect() {
        Slot slot = new Slot();
        waiting.addLast(slot);
        return slot;
    }

    /** The next chunk is this one. */
    void add(BlobId id) {
        expect().fulfil(id);
    }

    /** Waits for every expected chunk. */
    synchronized BlobIds await(Run run) throws InterruptedException {
        while (!waiting.isEmpty()) {
            wait();
        }
        run.throwIfFailed();
        return ids.build();
    }

    /** The place of one chunk. */
    final class Slot {
        private boolean ready;
        private @Nullable BlobId id;

        /** @param saved null if saving it failed, and with it the run */
        void fulfil(@Nullable BlobId saved) {
            synchronized (ChunkList.this) {
                id = saved;
                ready = true;
                while (!waiting.isEmpty() && waiting.peekFirst().ready) {
                    BlobId first = waiting.removeFirst().id;
                    if (first != null) {
                        ids.add(first);
                    }
                }
                if (waiting.isEmpty()) {
                    ChunkList.this.notifyAll();
                }
            }
        }
    }
}
