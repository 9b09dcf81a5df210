package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.TreeWalk;
import cloud.mows.backup.core.tree.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what snapshots need and no pack has from a second repository. Damage in packs is {@link PackRepair}'s: this goes by
 * the index, and by the trees that it reads. Memory: a bit for each blob, and an entry for each missing one.
 */
public final class BlobRepair {
    private final ExclusiveWork work;
    private final Repository repository;
    private final Repository from;
    private final boolean dryRun;
    private final RepairObserver observer;

    public BlobRepair(
            Repository repository, RepositoryLock lock, Repository from, boolean dryRun, RepairObserver observer) {
        this.work = new ExclusiveWork(repository, lock);
        this.repository = repository;
        this.from = from;
        this.dryRun = dryRun;
        this.observer = observer;
    }

    /** Repairs all snapshots that can be read. */
    public BlobRepairReport run() {
        SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository);
        catalogue.unreadable().forEach(snapshot -> observer.found(snapshot.why().problem()));
        List<BlobId> roots = catalogue.all().stream()
                .map(SavedSnapshot::snapshot)
                .map(snapshot -> snapshot.tree())
                .distinct()
                .toList();
        repository.reloadIndex();
        BlobTable table = new BlobTable(repository.index().segments());
        observer.begin("reading trees", 0);
        try (PackWriter writer = repository.writer()) {
            Healing healing = new Healing(table, writer);
            new TreeWalk(repository, table, new BlobMarks(table)).walk(roots, healing);
            writer.flush();
            return new BlobRepairReport(healing.healed.size(), sorted(healing.damaged), sorted(healing.lost));
        } finally {
            repository.reloadIndex();
        }
    }

    private static List<LostBlob> sorted(Set<LostBlob> blobs) {
        return blobs.stream().sorted(Comparator.comparing(LostBlob::id)).toList();
    }

    private final class Healing implements TreeWalk.Visitor {
        final Set<LostBlob> healed = ConcurrentHashMap.newKeySet();
        final Set<LostBlob> damaged = ConcurrentHashMap.newKeySet();
        final Set<LostBlob> lost = ConcurrentHashMap.newKeySet();
        private final BlobTable table;
        private final PackWriter writer;
        private final SecondCopy second = new SecondCopy(from);

        Healing(BlobTable table, PackWriter writer) {
            this.table = table;
            this.writer = writer;
        }

        @Override
        public void node(BlobId tree, Node node) {
            BlobIds content = node.content();
            for (int i = 0; i < content.size(); i++) {
                LostBlob blob = new LostBlob(BlobType.DATA, content.get(i));
                if (table.find(blob.type(), blob.id()) < 0 && !lost.contains(blob) && healed.add(blob)) {
                    ByteSlice plain = second.load(blob.type(), blob.id());
                    if (plain == null) {
                        healed.remove(blob);
                        lost.add(blob);
                    } else {
                        save(blob, plain);
                    }
                }
            }
        }

        private void save(LostBlob blob, ByteSlice plain) {
            if (!dryRun) {
                work.throwIfLost();
                try (Coder coder = repository.coder()) {
                    writer.save(blob.type(), blob.id(), plain, coder);
                }
            }
        }

        @Override
        public void visited(BlobId tree) {
            observer.advance(1);
        }

        @Override
        public @Nullable ByteSlice fromElsewhere(BlobId tree) {
            LostBlob blob = new LostBlob(BlobType.TREE, tree);
            boolean listed = table.find(BlobType.TREE, tree) >= 0;
            if (!(listed ? damaged : healed).add(blob)) {
                // Another directory has the same tree: it was walked then.
                return null;
            }
            ByteSlice plain = second.load(BlobType.TREE, tree);
            if (plain == null) {
                healed.remove(blob);
            } else if (!listed) {
                save(blob, plain);
            }
            return plain;
        }

        @Override
        public void unreadable(BlobId tree, BackupException why) {
            LostBlob blob = new LostBlob(BlobType.TREE, tree);
            if (!healed.contains(blob) && !damaged.contains(blob) && lost.add(blob)) {
                observer.found(why.problem());
            }
        }
    }
}
