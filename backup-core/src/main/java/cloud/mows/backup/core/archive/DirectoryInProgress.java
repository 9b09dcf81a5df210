package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeEncoder;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose entries become ready in any order and are encoded in theirs. The walker {@link #expect}s each entry in
 * turn, whoever saved it fulfils its slot, and after the walker's {@link #listed} the last one to be ready makes the tree a
 * blob. Only entries that wait for an earlier one are kept as objects.
 */
final class DirectoryInProgress {
    private final Run run;
    private final WhenSaved whenSaved;
    private final TreeEncoder tree = new TreeEncoder();
    private final ArrayDeque<Slot> waiting = new ArrayDeque<>();
    private boolean listed;
    private boolean handedOver;

    /** Told of the tree's id; null if the run failed. */
    interface WhenSaved {
        /** @return the directory above if this was the last entry that it waited for */
        @Nullable
        DirectoryInProgress saved(@Nullable BlobId tree);
    }

    DirectoryInProgress(Run run, WhenSaved whenSaved) {
        this.run = run;
        this.whenSaved = whenSaved;
    }

    /** The place of the next entry in ascending order. */
    Slot expect() {
        Slot slot = new Slot();
        synchronized (this) {
            waiting.addLast(slot);
        }
        return slot;
    }

    /** The next entry is this one, ready. */
    void add(Node node) {
        expect().fulfil(node);
    }

    /** No more entries will be expected. */
    void listed() {
        boolean done;
        synchronized (this) {
            listed = true;
            done = takeWhenDone();
        }
        if (done) {
            handOver();
        }
    }

    private boolean takeWhenDone() {
        if (listed && waiting.isEmpty() && !handedOver) {
            handedOver = true;
            return true;
        }
        return false;
    }

    private void handOver() {
        try {
            run.compute(this::saveUpwards);
        } catch (InterruptedException e) {
            run.fail(Run.interrupted(e));
        }
    }

    /** Saves this directory and those above that waited for nothing else, however deep the tree is. */
    private void saveUpwards() {
        for (DirectoryInProgress next = this; next != null; ) {
            next = next.whenSaved.saved(next.save());
        }
    }

    private @Nullable BlobId save() {
        if (run.hasFailed()) {
            return null;
        }
        ByteSlice json = tree.finish();
        try (Coder coder = run.repository.coder()) {
            return run.save(BlobType.TREE, json, coder).id();
        }
    }

    /** The place of one entry. */
    final class Slot {
        private boolean ready;
        private @Nullable Node node;

        /** The entry is ready; null if it is left out after all. */
        void fulfil(@Nullable Node entry) {
            if (put(entry) != null) {
                handOver();
            }
        }

        /** As {@link #fulfil}, but if this ends the directory, it is left to the caller to save it. */
        @Nullable
        DirectoryInProgress put(@Nullable Node entry) {
            synchronized (DirectoryInProgress.this) {
                node = entry;
                ready = true;
                while (!waiting.isEmpty() && waiting.peekFirst().ready) {
                    Node first = waiting.removeFirst().node;
                    if (first != null && !run.hasFailed()) {
                        tree.add(first);
                    }
                }
                return takeWhenDone() ? DirectoryInProgress.this : null;
            }
        }
    }
}
