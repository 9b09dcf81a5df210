package cloud.mows.backup.core.check;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.MalformedSnapshotException;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCodec;
import cloud.mows.backup.core.snapshot.TreeWalk;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The verb {@code check}: every index, snapshot and tree is read from the repository and every reference followed; with a
 * subset also packs' data, down to the hash of every blob. It changes nothing. The caller holds a lock and has opened the
 * repository without a kept cache, so that nothing local stands in for what is stored.
 */
public final class Checker {
    private final Repository repository;
    private final CheckObserver observer;
    private final RandomGenerator random;
    private final LongAdder errors = new LongAdder();
    private final LongAdder hints = new LongAdder();

    /** @param random chooses the packs of a random subset */
    public Checker(Repository repository, CheckObserver observer, RandomGenerator random) {
        this.repository = repository;
        this.observer = observer;
        this.random = random;
    }

    /** Looks at everything; damage is reported, not thrown. */
    public CheckReport run(ReadSubset subset) {
        return run(subset, null);
    }

    /** Looks at the indexes, at which packs there are, and otherwise only at what these snapshots need. */
    public CheckReport runOf(Collection<SavedSnapshot> snapshots, ReadSubset subset) {
        return run(subset, snapshots);
    }

    private CheckReport run(ReadSubset subset, @Nullable Collection<SavedSnapshot> only) {
        repository.keys().verify(e -> error(e.problem()));
        observer.started(CheckObserver.Phase.INDEXES, 0);
        BlobIndex index = repository.index(e -> error(e.problem()));
        BlobTable table = new BlobTable(index.segments());
        PackCheck packs = new PackCheck(repository, table, this);
        packs.compareWithStorage();
        List<BlobId> roots = only == null ? readSnapshots() : roots(only);
        BlobMarks used = new BlobMarks(table);
        long trees = followTrees(table, used, roots);
        DataCheck data = new DataCheck(repository, table, packs, this);
        data.read(subset, only == null ? null : used, random);
        return new CheckReport(
                errors.sum(),
                hints.sum(),
                roots.size(),
                trees,
                table.size(),
                table.packs().size(),
                packs.storedBytes(),
                data.packsRead(),
                data.bytesRead(),
                packs.orphans(),
                only == null ? table.size() - used.count() : 0);
    }

    CheckObserver observer() {
        return observer;
    }

    void error(Problem problem) {
        errors.increment();
        observer.error(problem);
    }

    void hint(Problem problem) {
        hints.increment();
        observer.hint(problem);
    }

    private List<BlobId> roots(Collection<SavedSnapshot> snapshots) {
        observer.started(CheckObserver.Phase.SNAPSHOTS, snapshots.size());
        return snapshots.stream().map(saved -> saved.snapshot().tree()).toList();
    }

    private List<BlobId> readSnapshots() {
        List<Digest> names = repository.names(FileKind.SNAPSHOT);
        observer.started(CheckObserver.Phase.SNAPSHOTS, names.size());
        List<BlobId> roots = new ArrayList<>(names.size());
        for (Digest name : names) {
            try {
                roots.add(SnapshotCodec.decode(repository.loadFile(FileKind.SNAPSHOT, name))
                        .tree());
            } catch (BackupException e) {
                if (e.problem().code() != ProblemCode.DAMAGED) {
                    throw e;
                }
                error(e.problem());
            } catch (MalformedSnapshotException e) {
                error(Problem.of(
                        ProblemCode.DAMAGED,
                        "snapshot " + name.shortHex() + ": " + e.getMessage(),
                        "remove it with 'mows-backup forget " + name.shortHex() + "' if nothing else helps"));
            }
            observer.advanced(CheckObserver.Phase.SNAPSHOTS, 0);
        }
        return roots;
    }

    private long followTrees(BlobTable table, BlobMarks used, List<BlobId> roots) {
        observer.started(CheckObserver.Phase.TREES, 0);
        LongAdder trees = new LongAdder();
        new TreeWalk(repository, table, used).walk(roots, new TreeWalk.Visitor() {
            @Override
            public void node(BlobId tree, Node node) {
                checkNode(table, used, tree, node);
            }

            @Override
            public void visited(BlobId tree) {
                trees.increment();
                observer.advanced(CheckObserver.Phase.TREES, 0);
            }

            @Override
            public void unreadable(BlobId tree, BackupException why) {
                error(why.problem());
            }
        });
        return trees.sum();
    }

    private void checkNode(BlobTable table, BlobMarks used, BlobId tree, Node node) {
        if (node.type() == NodeType.DIRECTORY && node.subtree() == null) {
            error(Problem.of(ProblemCode.DAMAGED, "tree " + tree + ": directory '" + node.name() + "' has no tree"));
        }
        long missing = 0;
        for (int i = 0; i < node.content().size(); i++) {
            long place = table.find(BlobType.DATA, node.content().get(i));
            if (place < 0) {
                missing++;
            } else {
                used.set(place);
            }
        }
        if (missing > 0) {
            error(Problem.of(
                    ProblemCode.DAMAGED,
                    "tree " + tree + ": file '" + node.name() + "' lacks " + missing + " of its "
                            + node.content().size() + " blobs: they are in no index",
                    "run 'mows-backup repair index', then 'mows-backup repair snapshots'"));
        }
    }

    static Problem packProblem(PackId pack, String what) {
        return Problem.of(
                ProblemCode.DAMAGED,
                "pack " + pack + " " + what,
                "'mows-backup repair packs " + pack.hex() + "' saves what can be saved of it");
    }
}
