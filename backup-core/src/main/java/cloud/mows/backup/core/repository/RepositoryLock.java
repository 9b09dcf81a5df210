package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A lock that this process holds; a background thread refreshes it until it is closed. A lock is a lease: if it could not be
 * refreshed for so long that others may take it for stale, {@link #throwIfLost} throws, and whoever deletes must ask it
 * before each deletion.
 */
public final class RepositoryLock implements AutoCloseable {
    private static final Duration REFRESH_EVERY = Duration.ofMinutes(5);
    /** Some minutes before others would call it stale. */
    private static final Duration LOST_AFTER = LockFile.STALE_AFTER.minusMinutes(8);

    private final Locks locks;
    private final boolean exclusive;
    private final ScheduledExecutorService refresher;
    /** The newest last; an older one stays while it could not be removed. */
    private final Deque<Digest> names = new ArrayDeque<>();

    private boolean closed;
    private volatile Instant refreshedAt;

    RepositoryLock(Locks locks, boolean exclusive, Digest name, Instant takenAt) {
        this.locks = locks;
        this.exclusive = exclusive;
        names.add(name);
        this.refreshedAt = takenAt;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("lock-refresh").factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.refresher = executor;
        long millis = REFRESH_EVERY.toMillis();
        refresher.scheduleWithFixedDelay(this::refreshQuietly, millis, millis, TimeUnit.MILLISECONDS);
    }

    public boolean isExclusive() {
        return exclusive;
    }

    /** Writes a new lock file, then removes the old one, so that one is there at every moment. */
    synchronized void refresh() throws StorageException {
        if (closed) {
            return;
        }
        Instant now = locks.now();
        names.add(locks.write(exclusive, now));
        refreshedAt = now;
        removeAllBut(1);
    }

    private void removeAllBut(int kept) throws StorageException {
        while (names.size() > kept) {
            locks.remove(names.getFirst());
            names.removeFirst();
        }
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (StorageException | RuntimeException e) {
            // Tried again in five minutes; throwIfLost speaks when it becomes dangerous.
            return;
        }
    }

    /** @throws BackupException REPOSITORY_LOCKED if others may by now believe that this lock has no owner */
    public void throwIfLost() {
        if (refreshedAt.plus(LOST_AFTER).isBefore(locks.now())) {
            throw new BackupException(
                    ProblemCode.REPOSITORY_LOCKED,
                    "the lock on the repository could not be refreshed since " + refreshedAt,
                    "check the connection to the storage and run the command again");
        }
    }

    /** Releases the lock. If that fails the lock stays and becomes stale by itself. */
    @Override
    public void close() {
        refresher.shutdownNow();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                removeAllBut(0);
            } catch (StorageException e) {
                // Nothing the caller could do about it: a lease runs out.
                return;
            }
        }
    }
}
