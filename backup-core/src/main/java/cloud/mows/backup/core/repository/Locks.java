package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.LockId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes and breaks locks so that restic and we respect each other: look, write ours, wait for others who did the same at the
 * same moment to become visible, look again. What killed processes left behind is removed on the way.
 *
 * <p>A lock whose time is odd is neither ignored nor in the way for ever: it is watched until its owner renews it or is taken
 * for dead, and then removed, so that an owner who wakes up learns of it.
 */
public final class Locks {
    /** How long a competing lock may need to become visible (as restic). */
    private static final Duration SETTLE = Duration.ofMillis(200);

    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LONGEST = Duration.ofSeconds(60);

    private final LockStore store;
    private final OpenOptions options;
    private final WriteGate gate;
    private final Consumer<String> notes;

    Locks(LockStore store, OpenOptions options, WriteGate gate) {
        this(store, options, gate, text -> {});
    }

    private Locks(LockStore store, OpenOptions options, WriteGate gate, Consumer<String> notes) {
        this.store = store;
        this.options = options;
        this.gate = gate;
        this.notes = notes;
    }

    /** The same; {@code listener} hears in words why it takes long, and of locks whose time cannot be right. */
    public Locks telling(Consumer<String> listener) {
        return new Locks(store, options, gate, listener);
    }

    private Instant now() {
        return options.clock().instant();
    }

    /**
     * A lock that others may hold beside us.
     *
     * @param patience how long to try again while somebody else holds a lock that excludes ours
     * @throws BackupException REPOSITORY_LOCKED if it is still held after that
     */
    public RepositoryLock takeShared(Duration patience) {
        return StorageProblems.ask(() -> takeIfAllowed(false, patience));
    }

    /** As {@link #takeShared}, a lock that nobody else holds any lock beside. */
    public RepositoryLock takeExclusive(Duration patience) {
        return StorageProblems.ask(() -> takeIfAllowed(true, patience));
    }

    private RepositoryLock takeIfAllowed(boolean exclusive, Duration patience) throws StorageException {
        try {
            return take(exclusive, patience);
        } catch (StorageException.Denied e) {
            throw new BackupException(
                    ProblemCode.STORAGE,
                    "no lock can be written: " + e.getMessage(),
                    "check the permissions of this storage; commands that only read work with --no-lock",
                    e);
        }
    }

    private RepositoryLock take(boolean exclusive, Duration patience) throws StorageException {
        Instant giveUpAt = now().plus(patience);
        Duration pause = RETRY_FIRST;
        Obstacles obstacles = new Obstacles(exclusive);
        boolean toldOfWaiting = false;
        while (true) {
            RepositoryLock taken = obstacles.areThere(Set.of()) ? null : tryOnce(obstacles);
            if (taken != null) {
                gate.dependOn(taken);
                return taken;
            }
            FoundLock obstacle = obstacles.certain;
            if (obstacle == null) {
                obstacles.tellOfWatching();
                sleep(StaleWatch.LOOK_EVERY);
                continue;
            }
            if (now().plus(pause).isAfter(giveUpAt)) {
                throw locked(obstacle);
            }
            if (!toldOfWaiting) {
                toldOfWaiting = true;
                // The second half is restic's, whose wrappers look for it.
                notes.accept("the repository is locked " + obstacle.file() + ": repo already locked, waiting up to "
                        + GoDuration.text(patience) + " for the lock");
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(RETRY_LONGEST) > 0 ? RETRY_LONGEST : pause.multipliedBy(2);
        }
    }

    private BackupException locked(FoundLock obstacle) {
        String odd = obstacle.file().isDoubtful(now())
                ? ", and its owner renews it: the clocks of its machine and of this one differ"
                : "";
        return new BackupException(new Problem(
                ProblemCode.REPOSITORY_LOCKED,
                "the repository is locked " + obstacle.file() + odd,
                "wait for it, for example with --retry-lock 30m: a lock whose owner died runs out within half an"
                        + " hour, or at once with 'mows-backup unlock'",
                obstacle.asRestic(now())));
    }

    /** Null if somebody else was there first. */
    private @Nullable RepositoryLock tryOnce(Obstacles obstacles) throws StorageException {
        Lease lease = Lease.beginning(options);
        UnpackedFiles.Sealed ours = store.sealed(obstacles.exclusive, lease.at());
        boolean kept = false;
        try {
            store.save(ours);
            if (obstacles.exclusive || store.othersExist(ours.name())) {
                settle();
                if (obstacles.areThere(Set.of(ours.name()))) {
                    return null;
                }
            }
            kept = true;
            return new RepositoryLock(this, store, options, obstacles.exclusive, ours.name(), lease);
        } finally {
            if (!kept) {
                // Also when the save failed: its answer may have been lost.
                new LockRemoval(() -> store.removeQuietly(ours.name())).await();
            }
        }
    }

    /** What stands in the way of one who wants a lock. */
    private final class Obstacles {
        final boolean exclusive;
        final StaleWatch watch = new StaleWatch();
        private final Set<LockId> toldOfFuture = new HashSet<>();
        private final Set<LockId> toldOfWatching = new HashSet<>();
        /** Somebody who lives. */
        @Nullable
        FoundLock certain;

        private @Nullable FoundLock watched;

        Obstacles(boolean exclusive) {
            this.exclusive = exclusive;
        }

        /** Looks at all locks but our own. */
        boolean areThere(Collection<Digest> own) throws StorageException {
            certain = null;
            watched = null;
            for (FoundLock found : store.all()) {
                if (!own.contains(found.id().digest())) {
                    judge(found);
                }
            }
            return certain != null || watched != null;
        }

        private void judge(FoundLock found) throws StorageException {
            LockFile file = found.file();
            if (file.ownerIsGone(options.identity())) {
                store.removeQuietly(found.id().digest());
                return;
            }
            tellOfFuture(found);
            if (!exclusive && !file.exclusive()) {
                if (file.isLeftover(now())) {
                    store.removeQuietly(found.id().digest());
                }
                return;
            }
            if (!file.isDoubtful(now())) {
                certain = found;
                return;
            }
            switch (watch.look(found, options.waiting().nanos())) {
                case RENEWED -> certain = found;
                case UNKNOWN -> watched = found;
                // Not quietly: an owner that wakes up must not find it.
                case ABANDONED -> store.remove(found.id().digest());
            }
        }

        private void tellOfFuture(FoundLock found) {
            if (found.file().isFromTheFuture(now()) && toldOfFuture.add(found.id())) {
                notes.accept("Warning: the lock held " + found.file() + " is from the future: it is "
                        + now().truncatedTo(ChronoUnit.SECONDS)
                        + " here, so the clock of that machine or of this one is wrong");
            }
        }

        void tellOfWatching() {
            FoundLock found = watched;
            if (found != null && toldOfWatching.add(found.id())) {
                notes.accept("the repository is locked " + found.file() + ", who may be gone; watching for "
                        + StaleWatch.PATIENCE.toMinutes()
                        + " minutes whether the lock is renewed ('mows-backup unlock' removes it at once)");
            }
        }
    }

    /** A lock of somebody else that excludes ours, whether its owner lives or not. */
    @Nullable
    FoundLock conflictWith(boolean exclusive, Collection<Digest> own) throws StorageException {
        for (FoundLock found : store.all()) {
            boolean conflicts = exclusive || found.file().exclusive();
            if (conflicts && !own.contains(found.id().digest()) && !found.file().ownerIsGone(options.identity())) {
                return found;
            }
        }
        return null;
    }

    /** Waits until a lock that somebody wrote at the same moment can be seen. */
    void settle() {
        sleep(SETTLE);
    }

    /**
     * Removes locks whose owner is gone. One that cannot be read may be anybody's, so it stays.
     *
     * @return how many were removed, and why the others were not
     */
    public Unlocked removeStale() {
        return StorageProblems.ask(() -> {
            List<String> left = new ArrayList<>();
            int removed = 0;
            for (FoundLock found :
                    store.all((id, why) -> left.add("a lock that cannot be read: " + why.getMessage()))) {
                if (found.file().isStaleForUnlock(now(), options.identity())) {
                    store.remove(found.id().digest());
                    removed++;
                } else {
                    left.add("the lock held " + found.file() + ": "
                            + found.file().whyNotStale(now(), options.identity()));
                }
            }
            return new Unlocked(removed, left);
        });
    }

    /** Removes all locks, also those that seem to be in use and those that cannot be read. */
    public Unlocked removeAll() {
        return new Unlocked(StorageProblems.ask(store::removeAll), List.of());
    }

    private void sleep(Duration time) {
        try {
            options.waiting().sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted while waiting for a lock", "", e);
        }
    }
}
