package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites snapshots that miss something so that they can be restored without it, and says what each path loses. Data is
 * taken as present when the index has it; trees are read. The rewritten snapshot remembers the old one as its original and,
 * where that stays, has the tag {@code repaired} (as restic).
 */
public final class SnapshotRepair {
    /** Marks rewritten snapshots. */
    public static final String TAG = "repaired";

    /**
     * What the caller chooses.
     *
     * @param forget removes a damaged snapshot once its replacement is stored, one of which nothing is left, and an unreadable
     *     file that was named
     */
    public record Options(boolean forget, boolean dryRun) {
        public static final Options DEFAULT = new Options(false, false);
    }

    private final ExclusiveWork work;
    private final Repository repository;
    private final Options options;
    private final SnapshotRepairObserver observer;

    public SnapshotRepair(
            Repository repository, RepositoryLock lock, Options options, SnapshotRepairObserver observer) {
        this.work = new ExclusiveWork(repository, lock);
        this.repository = repository;
        this.options = options;
        this.observer = observer;
    }

    /** A damaged snapshot and its new root, null if nothing is left. */
    private record Damaged(SavedSnapshot old, @Nullable BlobId root, long losses, long bytesLost) {}

    /**
     * Repairs.
     *
     * @param named the snapshots to look at; none means all
     */
    public SnapshotRepairReport run(Collection<SnapshotId> named) {
        SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository);
        Set<SnapshotId> wanted = new HashSet<>(named);
        requireKnown(wanted, catalogue);
        repository.reloadIndex();
        try {
            List<Damaged> damaged = new ArrayList<>();
            BlobTable table = new BlobTable(repository.index().segments());
            try (PackWriter writer = repository.writer()) {
                TreeRepair trees = new TreeRepair(repository, table, writer, options.dryRun());
                for (SavedSnapshot saved : catalogue.all()) {
                    if (wanted.isEmpty() || wanted.contains(saved.id())) {
                        examine(saved, trees, damaged);
                    }
                }
                writer.flush();
            }
            List<SnapshotRepairReport.Repaired> repaired = new ArrayList<>();
            for (Damaged one : damaged) {
                repaired.add(replace(one, catalogue));
            }
            return new SnapshotRepairReport(repaired, unreadable(catalogue, wanted), options.dryRun());
        } finally {
            repository.reloadIndex();
        }
    }

    private static void requireKnown(Set<SnapshotId> wanted, SnapshotCatalogue catalogue) {
        Set<SnapshotId> unknown = new HashSet<>(wanted);
        catalogue.all().forEach(saved -> unknown.remove(saved.id()));
        catalogue.unreadable().forEach(snapshot -> unknown.remove(snapshot.id()));
        if (!unknown.isEmpty()) {
            throw new BackupException(
                    ProblemCode.NOT_FOUND,
                    "there is no snapshot " + unknown.iterator().next(),
                    "");
        }
    }

    private void examine(SavedSnapshot saved, TreeRepair trees, List<Damaged> damaged) {
        observer.begin(saved);
        long[] losses = new long[2];
        BlobId root = trees.root(saved.snapshot().tree(), loss -> {
            losses[0]++;
            losses[1] += loss.bytes();
            observer.lost(saved, loss);
        });
        if (!saved.snapshot().tree().equals(root)) {
            damaged.add(new Damaged(saved, root, losses[0], losses[1]));
        }
    }

    private SnapshotRepairReport.Repaired replace(Damaged damaged, SnapshotCatalogue catalogue) {
        SavedSnapshot old = damaged.old();
        SnapshotId replacement = null;
        boolean removed = false;
        if (!options.dryRun()) {
            BlobId root = damaged.root();
            work.throwIfLost();
            if (root != null) {
                replacement = save(old, root, catalogue);
            }
            if (options.forget()) {
                SnapshotCatalogue.remove(repository, old.id());
                removed = true;
            }
        }
        return new SnapshotRepairReport.Repaired(old.id(), replacement, removed, damaged.losses(), damaged.bytesLost());
    }

    private SnapshotId save(SavedSnapshot old, BlobId root, SnapshotCatalogue catalogue) {
        for (SavedSnapshot other : catalogue.all()) {
            if (old.id().equals(other.snapshot().original())
                    && other.snapshot().tree().equals(root)) {
                // An earlier run did it and left the old one.
                return other.id();
            }
        }
        List<String> tags = new ArrayList<>(old.snapshot().tags());
        if (!options.forget() && !tags.contains(TAG)) {
            tags.add(TAG);
        }
        Snapshot repaired = old.snapshot().toBuilder()
                .tree(root)
                .original(old.id())
                .tags(tags)
                .build();
        return SnapshotCatalogue.save(repository, repaired).id();
    }

    private List<SnapshotId> unreadable(SnapshotCatalogue catalogue, Set<SnapshotId> wanted) {
        List<SnapshotId> left = new ArrayList<>();
        catalogue.unreadable().forEach(snapshot -> {
            if (options.forget() && !options.dryRun() && wanted.contains(snapshot.id())) {
                work.throwIfLost();
                SnapshotCatalogue.remove(repository, snapshot.id());
            } else if (wanted.isEmpty() || wanted.contains(snapshot.id())) {
                left.add(snapshot.id());
            }
        });
        return left;
    }
}
