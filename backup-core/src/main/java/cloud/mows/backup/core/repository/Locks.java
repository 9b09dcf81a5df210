package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.LockId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes and breaks locks by restic's rules, so that both programs respect each other: look, write ours, wait for others who
 * did the same at the same moment to become visible, look again. What killed processes left behind is removed on the way.
 */
public final class Locks {
    /** How long a competing lock may need to become visible (as restic). */
    private static final Duration SETTLE = Duration.ofMillis(200);

    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LONGEST = Duration.ofSeconds(60);

    private final Storage storage;
    private final UnpackedFiles files;
    private final Identity identity;
    private final InstantSource clock;

    Locks(Storage storage, UnpackedFiles files, Identity identity, InstantSource clock) {
        this.storage = storage;
        this.files = files;
        this.identity = identity;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** A lock file and its name. */
    record Found(LockId id, LockFile file) {}

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
        while (true) {
            Found obstacle = firstConflict(exclusive, null);
            if (obstacle == null) {
                Instant takenAt = now();
                Digest name = write(exclusive, takenAt);
                boolean kept = false;
                try {
                    if (exclusive || othersExist(name)) {
                        sleep(SETTLE);
                        obstacle = firstConflict(exclusive, new LockId(name));
                    }
                    if (obstacle == null) {
                        kept = true;
                        return new RepositoryLock(this, exclusive, name, takenAt);
                    }
                } finally {
                    if (!kept) {
                        removeQuietly(name);
                    }
                }
            }
            if (now().plus(pause).isAfter(giveUpAt)) {
                throw new BackupException(
                        ProblemCode.REPOSITORY_LOCKED,
                        "the repository is locked " + obstacle.file(),
                        "wait for it, for example with --retry-lock 30m: a lock whose owner died runs out within half an"
                                + " hour, or at once with 'mows-backup unlock'");
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(RETRY_LONGEST) > 0 ? RETRY_LONGEST : pause.multipliedBy(2);
        }
    }

    private boolean othersExist(Digest own) throws StorageException {
        boolean[] others = new boolean[1];
        storage.list(FileKind.LOCK, file -> others[0] |= !file.key().name().equals(own.hex()));
        return others[0];
    }

    private @Nullable Found firstConflict(boolean exclusive, @Nullable LockId own) throws StorageException {
        for (Found found : all()) {
            if (found.file().isLeftover(now(), identity)) {
                removeQuietly(found.id().digest());
                continue;
            }
            boolean conflicts = exclusive || found.file().exclusive();
            if (conflicts && !found.id().equals(own) && !found.file().isStale(now(), identity)) {
                return found;
            }
        }
        return null;
    }

    /**
     * Every lock. One that vanishes meanwhile is left out, and so is an empty one: some storages leave it behind when a save
     * is cut off.
     *
     * @throws BackupException DAMAGED if a lock cannot be read: nobody knows whom it keeps out
     */
    private List<Found> all() throws StorageException {
        return all(unreadable -> {
            throw unreadable;
        });
    }

    private List<Found> all(Consumer<BackupException> unreadable) throws StorageException {
        List<LockId> ids = new ArrayList<>();
        storage.list(FileKind.LOCK, file -> {
            if (Digest.isHex(file.key().name()) && file.bytes() > 0) {
                ids.add(LockId.parse(file.key().name()));
            }
        });
        List<Found> found = new ArrayList<>();
        for (LockId id : ids) {
            try {
                found.add(new Found(id, LockFile.read(files.load(FileKind.LOCK, id.digest()))));
            } catch (StorageException.NotFound e) {
                continue;
            } catch (MalformedFileException e) {
                unreadable.accept(unreadable("locks/" + id + ": " + e.getMessage(), e));
            } catch (BackupException e) {
                unreadable.accept(unreadable(e.problem().message(), e));
            }
        }
        return found;
    }

    private static BackupException unreadable(String message, Exception cause) {
        return new BackupException(ProblemCode.DAMAGED, message, unlockHint(), cause);
    }

    private static String unlockHint() {
        return "remove it with 'mows-backup unlock --remove-all' when nothing else works on the repository";
    }

    /**
     * Removes locks whose owner is gone; one that cannot be read stays.
     *
     * @return how many were removed
     */
    public int removeStale() {
        return StorageProblems.ask(this::removeAbandoned);
    }

    /**
     * Removes all locks, also those that seem to be in use and those that cannot be read.
     *
     * @return how many were removed
     */
    public int removeAll() {
        return StorageProblems.ask(() -> {
            List<FileKey> keys = new ArrayList<>();
            storage.list(FileKind.LOCK, file -> keys.add(file.key()));
            for (FileKey key : keys) {
                storage.remove(key);
            }
            return keys.size();
        });
    }

    private int removeAbandoned() throws StorageException {
        int removed = 0;
        // One that cannot be read may be anybody's, so it stays.
        for (Found found : all(unreadable -> {})) {
            if (found.file().isStaleToWhoAsks(now(), identity)) {
                remove(found.id().digest());
                removed++;
            }
        }
        return removed;
    }

    Digest write(boolean exclusive, Instant time) throws StorageException {
        return files.save(FileKind.LOCK, new LockFile(time, exclusive, identity).json());
    }

    void remove(Digest name) throws StorageException {
        storage.remove(new FileKey(FileKind.LOCK, name.hex()));
    }

    /** Where another problem is on its way up. If it stays, the lock becomes stale by itself. */
    private void removeQuietly(Digest name) {
        try {
            remove(name);
        } catch (StorageException e) {
            return;
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted while waiting for a lock", "", e);
        }
    }
}
