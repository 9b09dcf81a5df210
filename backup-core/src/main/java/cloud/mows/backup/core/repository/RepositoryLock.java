package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.StorageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lock that this process holds; a background thread renews it until it is closed. A lock is a lease: when it has not been
 * renewed for so long that others may soon take it for stale, or its file is gone, somebody may have removed what this
 * process relies on.
 *
 * <p>A late lock is held on to if its file is still there, for whoever passes over a stale lock removes it first, and if
 * nobody holds one that excludes it. Otherwise it is lost, and stays lost whatever happens. {@link WriteGate} asks before each
 * file is written.
 */
public final class RepositoryLock implements AutoCloseable {
    private static final Duration RENEW_EVERY = Duration.ofMinutes(5);
    /** Short, so that a machine that wakes up does not sleep on: its monotonic clock stood still. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    /** Others call it stale after 30 minutes; what was begun under it needs time to end. */
    static final Duration LATE_AFTER = LockFile.STALE_AFTER.minusMinutes(8);
    /** How old an answer may be that the lock is there: looking costs a request for each file that is written. */
    private static final Duration LOOKED_AT_MAX = Duration.ofSeconds(1);

    private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(5);

    private final Locks locks;
    private final LockStore store;
    private final OpenOptions clocks;
    private final boolean exclusive;
    private final ScheduledExecutorService refresher;
    /** The newest last; an older one stays while it could not be removed, and one may not have arrived. */
    private final Deque<Digest> names = new ArrayDeque<>();

    private final Object closing = new Object();
    private @Nullable LockRemoval removal;
    private volatile boolean closed;
    private volatile @Nullable Problem lost;
    private volatile Digest current;
    private volatile Lease lease;
    private volatile long lookedAt;

    RepositoryLock(Locks locks, LockStore store, OpenOptions clocks, boolean exclusive, Digest name, Lease lease) {
        this.locks = locks;
        this.store = store;
        this.clocks = clocks;
        this.exclusive = exclusive;
        this.current = name;
        this.lease = lease;
        this.lookedAt = lease.nanos();
        names.add(name);
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("lock-refresh").factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.refresher = executor;
        long millis = LOOK_EVERY.toMillis();
        refresher.scheduleWithFixedDelay(this::refreshWhenDue, millis, millis, TimeUnit.MILLISECONDS);
    }

    public boolean isExclusive() {
        return exclusive;
    }

    private void refreshWhenDue() {
        try {
            if (lease.age(clocks).compareTo(RENEW_EVERY) >= 0) {
                refresh();
            }
        } catch (StorageException | RuntimeException e) {
            // Tried again in a minute; whoever wants to write hears of it when it becomes dangerous.
            return;
        }
    }

    /** Renews it, unless it is lost or given back. */
    synchronized void refresh() throws StorageException {
        if (closed || lost != null) {
            return;
        }
        boolean late = isLate();
        if (late) {
            // Before others would see a lock that may exclude theirs.
            requireFile();
        }
        Lease next = Lease.beginning(clocks);
        UnpackedFiles.Sealed file = store.sealed(exclusive, next.at());
        names.add(file.name());
        store.save(file);
        if (late) {
            locks.settle();
        }
        // After the new one is there: so one of them was at every moment.
        requireFile();
        if (late) {
            requireNoConflict();
        }
        current = file.name();
        lease = next;
        removeAllBut(1);
    }

    private boolean isLate() {
        return lease.age(clocks).compareTo(LATE_AFTER) > 0;
    }

    private void requireFile() throws StorageException {
        if (!store.exists(current)) {
            throw lose("its file is not there any more");
        }
    }

    private void requireNoConflict() throws StorageException {
        FoundLock other = locks.conflictWith(exclusive, names);
        if (other != null) {
            throw lose("by now the repository is locked " + other.file());
        }
    }

    private BackupException lose(String why) {
        Problem problem = Problem.of(
                ProblemCode.REPOSITORY_LOCKED,
                "the lock on the repository, last renewed at " + lease.at() + ", was lost: " + why,
                "others may have removed data that this run relies on, so it wrote nothing more; run it again");
        lost = problem;
        return new BackupException(problem);
    }

    private void removeAllBut(int kept) throws StorageException {
        while (names.size() > kept) {
            store.remove(names.getFirst());
            names.removeFirst();
        }
    }

    /**
     * Asks the clocks, and the storage only if they say that it is late.
     *
     * @throws BackupException REPOSITORY_LOCKED if it is lost; CANCELLED if it was given back
     */
    public void throwIfLost() {
        Problem problem = lost;
        if (problem != null) {
            throw new BackupException(problem);
        }
        if (closed) {
            throw new BackupException(ProblemCode.CANCELLED, "the lock on the repository was given back", "");
        }
        if (isLate()) {
            holdOn();
        }
    }

    private synchronized void holdOn() {
        if (lost != null || closed || isLate()) {
            try {
                refresh();
            } catch (StorageException.Interrupted e) {
                throw StorageProblems.problem(e);
            } catch (StorageException e) {
                // What is left of an older file does not matter.
                if (isLate()) {
                    throw lose("it could not be renewed: " + e.getMessage());
                }
            }
            throwIfLost();
        }
    }

    /**
     * As {@link #throwIfLost}, and looks whether its file is still there: no clock of a virtual machine that was suspended
     * tells that it slept.
     *
     * @throws BackupException also if the storage does not tell
     */
    public void requireHeld() {
        throwIfLost();
        long now = clocks.waiting().nanos();
        if (now - lookedAt < LOOKED_AT_MAX.toNanos()) {
            return;
        }
        StorageProblems.tell(() -> {
            Digest looked = current;
            while (!store.exists(looked)) {
                synchronized (this) {
                    if (looked.equals(current)) {
                        requireFile();
                    }
                    looked = current;
                }
            }
        });
        lookedAt = now;
    }

    /** Releases the lock, also if the calling thread was interrupted. If that fails the lock becomes stale by itself. */
    @Override
    public void close() {
        remove().await();
    }

    /** As {@link #close} by somebody who must end soon. */
    public void release() {
        remove().await(RELEASE_PATIENCE);
    }

    private LockRemoval remove() {
        synchronized (closing) {
            LockRemoval begun = removal;
            if (begun == null) {
                closed = true;
                // Ends a renewal under way, which would be waited for otherwise.
                refresher.shutdownNow();
                begun = new LockRemoval(this::removeAll);
                removal = begun;
            }
            return begun;
        }
    }

    private synchronized void removeAll() {
        try {
            removeAllBut(0);
        } catch (StorageException | RuntimeException e) {
            // Nothing the caller could do about it: a lease runs out.
            return;
        }
    }
}
