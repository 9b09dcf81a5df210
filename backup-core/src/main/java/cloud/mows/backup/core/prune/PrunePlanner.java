package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.PackTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.FileKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Computes what pruning would do and changes nothing. Memory: two bits for each blob, some forty bytes for each pack, and the
 * snapshot documents; the index itself stays in its mapped files.
 */
public final class PrunePlanner {
    private final Repository repository;
    private final PruneOptions options;
    private final PruneObserver observer;

    public PrunePlanner(Repository repository, PruneOptions options, PruneObserver observer) {
        this.repository = repository;
        this.options = options;
        this.observer = observer;
    }

    /**
     * Reads all snapshots, the whole index and every tree. To be carried out, a plan must have been made under the exclusive
     * lock.
     *
     * @param ignored snapshots that are taken as removed already, for a dry run
     * @throws BackupException DAMAGED if a snapshot, tree or index file cannot be read, or anything that is needed is missing
     */
    public PrunePlan plan(Set<SnapshotId> ignored) {
        observer.begin(PruneObserver.Phase.SNAPSHOTS, 0);
        List<BlobId> roots = SnapshotCatalogue.load(repository).requireComplete().all().stream()
                .filter(saved -> !ignored.contains(saved.id()))
                .map(SavedSnapshot::snapshot)
                .map(snapshot -> snapshot.tree())
                .distinct()
                .toList();
        repository.reloadIndex();
        BlobTable table = new BlobTable(repository.index().segments());
        observer.begin(PruneObserver.Phase.TREES, 0);
        BlobMarks used = UsedBlobs.below(roots, repository, table, observer);
        return plan(table, used);
    }

    private PrunePlan plan(BlobTable table, BlobMarks used) {
        PackCensus census = new PackCensus(table.packs().size());
        observer.begin(PruneObserver.Phase.PACKS, table.packs().size());
        Unreferenced unreferenced = listPacks(table.packs(), census);
        BlobTally tally = count(table, used, census);
        PackChoice choice = new PackChoice(table.packs(), census, options, repository.options());
        PackActions actions = choice.decide(tally);
        BlobMarks moving = new BlobMarks(table);
        if (actions.count(PackAction.REPACK) > 0) {
            markMoving(table, used, census, actions, moving);
        }
        return new PrunePlan(
                repository,
                choice.counts(tally, unreferenced.packs.size(), unreferenced.bytes),
                unreferenced.packs,
                IndexChoice.of(repository.indexFiles().names(), table, actions),
                table,
                actions,
                moving);
    }

    private static final class Unreferenced {
        final List<PackId> packs = new ArrayList<>();
        long bytes;
    }

    private Unreferenced listPacks(PackTable packs, PackCensus census) {
        Unreferenced unreferenced = new Unreferenced();
        repository.list(FileKind.PACK, file -> {
            PackId id = PackId.parse(file.key().name());
            int pack = packs.find(id);
            if (pack < 0) {
                unreferenced.packs.add(id);
                unreferenced.bytes += file.bytes();
            } else {
                census.storedBytes[pack] = (int) Math.min(file.bytes(), Integer.MAX_VALUE);
            }
            observer.advance(1);
        });
        unreferenced.packs.sort(Comparator.naturalOrder());
        return unreferenced;
    }

    private static BlobTally count(BlobTable table, BlobMarks used, PackCensus census) {
        BlobTally tally = new BlobTally();
        forEachBlob(table, copies -> {
            if (!isUsed(copies, used)) {
                copies.forEach(copy -> {
                    census.unused(copy);
                    tally.unused(copy.blob());
                });
            } else if (copies.size() == 1) {
                census.single(copies.getFirst());
                tally.used(copies.getFirst().blob());
            } else {
                copies.forEach(census::spare);
            }
        });
        forEachBlob(table, copies -> {
            if (copies.size() > 1 && isUsed(copies, used)) {
                BlobTable.Copy chosen = best(copies, census);
                census.choose(chosen);
                for (BlobTable.Copy copy : copies) {
                    if (copy == chosen) {
                        tally.used(copy.blob());
                    } else {
                        tally.duplicate(copy.blob());
                    }
                }
            }
        });
        return tally;
    }

    private static boolean isUsed(List<BlobTable.Copy> copies, BlobMarks used) {
        return used.get(copies.getFirst().place());
    }

    /** The copy in the best pack; of equally good ones in that of the lowest id. */
    private static BlobTable.Copy best(List<BlobTable.Copy> copies, PackCensus census) {
        BlobTable.Copy best = copies.getFirst();
        for (BlobTable.Copy copy : copies) {
            int better = Integer.compare(census.merit(copy.pack()), census.merit(best.pack()));
            if (better > 0 || better == 0 && copy.pack() < best.pack()) {
                best = copy;
            }
        }
        return best;
    }

    private interface BlobVisitor {
        /** @param copies all places of one blob, first the one that stands for it */
        void visit(List<BlobTable.Copy> copies);
    }

    private static void forEachBlob(BlobTable table, BlobVisitor visitor) {
        table.forEachId(places -> {
            if (places.size() == 1) {
                visitor.visit(places);
                return;
            }
            for (BlobType type : BlobType.values()) {
                List<BlobTable.Copy> copies =
                        places.stream().filter(c -> c.blob().type() == type).toList();
                if (!copies.isEmpty()) {
                    visitor.visit(copies);
                }
            }
        });
    }

    /** What is used of repacked packs, unless a pack that stays has it too. */
    private static void markMoving(
            BlobTable table, BlobMarks used, PackCensus census, PackActions actions, BlobMarks moving) {
        forEachBlob(table, copies -> {
            if (!isUsed(copies, used)) {
                return;
            }
            for (BlobTable.Copy copy : copies) {
                if (actions.get(copy.pack()) == PackAction.KEEP) {
                    return;
                }
            }
            moving.set(best(copies, census).place());
        });
    }
}
