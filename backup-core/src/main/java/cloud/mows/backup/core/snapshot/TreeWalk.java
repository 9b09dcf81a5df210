package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import cloud.mows.backup.core.work.ByteBudget;
import cloud.mows.backup.core.work.IoScope;
import cloud.mows.backup.core.work.Reservation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Visits every tree below some roots once, however many snapshots share it, many at a time. Memory: a bit for each blob, eight
 * bytes for each tree that is known but not yet read, and a budget of bytes for those being read.
 */
public final class TreeWalk {
    private static final int WORKERS_MAX = 16;
    private static final long BYTES_IN_FLIGHT = 48L << 20;

    private final Repository repository;
    private final BlobTable table;
    private final BlobMarks seen;
    private final ByteBudget budget = new ByteBudget(BYTES_IN_FLIGHT);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long[] pending = new long[256];
    private int pendingCount;
    private int busy;

    /** What is found; called by several threads at once. Throwing ends the walk. */
    public interface Visitor {
        /** An entry of a tree. */
        void node(BlobId tree, Node node);

        /** All entries of a tree were visited. */
        default void visited(BlobId tree) {}

        /**
         * A tree is in no index or cannot be read: asked before {@link #unreadable}.
         *
         * @return its bytes if they can be had from elsewhere; then the walk goes on through them
         */
        default @Nullable ByteSlice fromElsewhere(BlobId tree) {
            return null;
        }

        /** A tree is in no index, or cannot be read, or only its first entries can. */
        void unreadable(BlobId tree, BackupException why);
    }

    /**
     * @param table the places of the repository's blobs
     * @param seen trees marked here are not visited again; the walk marks those it visits
     */
    public TreeWalk(Repository repository, BlobTable table, BlobMarks seen) {
        this.repository = repository;
        this.table = table;
        this.seen = seen;
    }

    /**
     * Marks all blobs that snapshots need, as far as an index has them.
     *
     * @throws BackupException if a tree cannot be read
     */
    public static BlobMarks used(Repository repository, BlobTable table, Collection<SavedSnapshot> snapshots) {
        BlobMarks used = new BlobMarks(table);
        List<BlobId> roots =
                snapshots.stream().map(saved -> saved.snapshot().tree()).toList();
        new TreeWalk(repository, table, used).walk(roots, new Visitor() {
            @Override
            public void node(BlobId tree, Node node) {
                for (int i = 0; i < node.content().size(); i++) {
                    long place = table.find(BlobType.DATA, node.content().get(i));
                    if (place >= 0) {
                        used.set(place);
                    }
                }
            }

            @Override
            public void unreadable(BlobId tree, BackupException why) {
                throw why;
            }
        });
        return used;
    }

    /** Returns when all trees below the roots were visited. */
    public void walk(Collection<BlobId> roots, Visitor visitor) {
        int workers = Math.clamp(repository.concurrency() * 2L, 1, WORKERS_MAX);
        pendingCount = 0;
        busy = 0;
        for (BlobId root : roots) {
            discover(root, visitor);
        }
        try (IoScope<RuntimeException> scope = new IoScope<>("tree", workers)) {
            for (int i = 0; i < workers; i++) {
                scope.fork(() -> work(visitor));
            }
            scope.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
    }

    private void discover(BlobId tree, Visitor visitor) {
        long place = table.find(BlobType.TREE, tree);
        if (place < 0) {
            missing(
                    tree,
                    new BackupException(
                            ProblemCode.DAMAGED,
                            "tree " + tree + " is not in any index",
                            "run 'mows-backup repair index', then 'mows-backup check'"),
                    visitor);
        } else if (seen.set(place)) {
            push(place);
        }
    }

    private void push(long place) {
        lock.lock();
        try {
            if (pendingCount == pending.length) {
                pending = Arrays.copyOf(pending, 2 * pendingCount);
            }
            pending[pendingCount++] = place;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** @return the tree found last, so that few are known but unread; -1 when there will be none */
    private long take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pendingCount == 0 && busy > 0) {
                changed.await();
            }
            if (pendingCount == 0) {
                return -1;
            }
            busy++;
            return pending[--pendingCount];
        } finally {
            lock.unlock();
        }
    }

    private void done() {
        lock.lock();
        try {
            if (--busy == 0 && pendingCount == 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work(Visitor visitor) throws InterruptedException {
        for (long place; (place = take()) >= 0; ) {
            visit(place, visitor);
            // Not after a failure: that ends the walk by interrupting the other workers.
            done();
        }
    }

    private void visit(long place, Visitor visitor) throws InterruptedException {
        PackedBlob blob = table.blob(place);
        BlobId tree = blob.id();
        Reservation reserved = budget.acquire((long) blob.length() + blob.plainLength());
        try {
            ByteSlice json;
            try {
                json = repository.load(BlobType.TREE, tree);
            } catch (BackupException e) {
                if (e.problem().code() != ProblemCode.DAMAGED) {
                    throw e;
                }
                missing(tree, e, visitor);
                return;
            }
            decode(tree, json, visitor);
        } finally {
            reserved.close();
        }
    }

    private void missing(BlobId tree, BackupException why, Visitor visitor) {
        ByteSlice json = visitor.fromElsewhere(tree);
        if (json == null) {
            visitor.unreadable(tree, why);
        } else {
            decode(tree, json, visitor);
        }
    }

    private void decode(BlobId tree, ByteSlice json, Visitor visitor) {
        try {
            TreeDecoder decoder = new TreeDecoder(json);
            for (Node node; (node = decoder.next()) != null; ) {
                visitor.node(tree, node);
                BlobId subtree = node.subtree();
                if (subtree != null) {
                    discover(subtree, visitor);
                }
            }
            visitor.visited(tree);
        } catch (MalformedTreeException e) {
            visitor.unreadable(
                    tree, new BackupException(ProblemCode.DAMAGED, "tree " + tree + ": " + e.getMessage(), "", e));
        }
    }
}
