package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.work.IoScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The snapshots of a repository at one moment, and the ways to add, rewrite and remove one. Memory: all snapshot documents,
 * about a kilobyte each. Immutable; what is changed shows in the next catalogue.
 */
public final class SnapshotCatalogue {
    private static final int LOADS_MAX = 16;

    private final List<SavedSnapshot> all;
    private final List<UnreadableSnapshot> unreadable;

    private SnapshotCatalogue(List<SavedSnapshot> all, List<UnreadableSnapshot> unreadable) {
        this.all = List.copyOf(all);
        this.unreadable = List.copyOf(unreadable);
    }

    /**
     * Loads every snapshot. A damaged one is told, not thrown.
     *
     * @throws BackupException if the storage fails
     */
    public static SnapshotCatalogue load(Repository repository) {
        List<SavedSnapshot> all = new ArrayList<>();
        List<UnreadableSnapshot> unreadable = new ArrayList<>();
        List<Digest> names = repository.names(FileKind.SNAPSHOT);
        int parallel = Math.clamp(repository.concurrency() * 2L, 1, LOADS_MAX);
        try (IoScope<RuntimeException> scope = new IoScope<>("snapshot", parallel)) {
            // The last one by ourselves: where there is only one, no thread is needed.
            for (int i = 0; i < names.size(); i++) {
                SnapshotId id = new SnapshotId(names.get(i));
                if (i < names.size() - 1) {
                    scope.fork(() -> load(repository, id, all, unreadable));
                } else {
                    load(repository, id, all, unreadable);
                }
            }
            scope.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
        all.sort(SavedSnapshot.OLDEST_FIRST);
        unreadable.sort(Comparator.comparing(UnreadableSnapshot::id));
        return new SnapshotCatalogue(all, unreadable);
    }

    private static void load(
            Repository repository, SnapshotId id, List<SavedSnapshot> all, List<UnreadableSnapshot> unreadable) {
        try {
            SavedSnapshot saved = new SavedSnapshot(id, load(repository, id));
            synchronized (all) {
                all.add(saved);
            }
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.DAMAGED) {
                throw e;
            }
            synchronized (unreadable) {
                unreadable.add(new UnreadableSnapshot(id, e));
            }
        }
    }

    /** @throws BackupException DAMAGED if there is no such snapshot or it cannot be read */
    public static Snapshot load(Repository repository, SnapshotId id) {
        try {
            return SnapshotCodec.decode(repository.loadFile(FileKind.SNAPSHOT, id.digest()));
        } catch (MalformedSnapshotException e) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "snapshots/" + id + ": " + e.getMessage(),
                    "remove it with 'mows-backup forget " + id + "' if it cannot be restored from elsewhere",
                    e);
        }
    }

    /** Every snapshot that can be read, oldest first. */
    public List<SavedSnapshot> all() {
        return all;
    }

    /** Those that cannot be read, by id. */
    public List<UnreadableSnapshot> unreadable() {
        return unreadable;
    }

    /** Throws the first problem if a snapshot could not be read: for verbs that must know them all. */
    public SnapshotCatalogue requireComplete() {
        if (!unreadable.isEmpty()) {
            BackupException first = unreadable.getFirst().why();
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    unreadable.size() + " of " + (all.size() + unreadable.size())
                            + " snapshots cannot be read, the first because " + first.getMessage(),
                    "run 'mows-backup check'; remove what cannot be healed with 'mows-backup repair snapshots --forget'",
                    first);
        }
        return this;
    }

    /** Stores a snapshot. What its tree names must be durable and listed. */
    public static SavedSnapshot save(Repository repository, Snapshot snapshot) {
        Digest name = repository.saveFile(FileKind.SNAPSHOT, SnapshotCodec.encode(snapshot));
        return new SavedSnapshot(new SnapshotId(name), snapshot);
    }

    /**
     * Replaces a snapshot, for example to change its tags: the new file is stored before the old one goes, so that a crash
     * leaves one of them or both. The first of the chain is remembered as restic does.
     */
    public static SavedSnapshot replace(Repository repository, SavedSnapshot old, Snapshot changed) {
        SavedSnapshot saved =
                save(repository, changed.toBuilder().original(old.originalId()).build());
        if (!saved.id().equals(old.id())) {
            remove(repository, old.id());
        }
        return saved;
    }

    public static void remove(Repository repository, SnapshotId id) {
        repository.remove(FileKind.SNAPSHOT, id.digest());
    }

    /**
     * Removes several, at most so many at once as the storage serves well.
     *
     * @return which of them the storage refuses to remove, and what it says
     */
    public static Map<SnapshotId, String> remove(Repository repository, Collection<SnapshotId> ids) {
        Map<SnapshotId, String> refused = new ConcurrentHashMap<>();
        try (IoScope<RuntimeException> scope =
                new IoScope<>("forget", Math.clamp(repository.concurrency(), 1, LOADS_MAX))) {
            for (SnapshotId id : ids) {
                scope.fork(() -> repository
                        .removeIfPermitted(FileKind.SNAPSHOT, id.digest())
                        .ifPresent(why -> refused.put(id, why)));
            }
            scope.join();
            return refused;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
    }
}
