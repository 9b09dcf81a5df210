package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.browse.SizeMode;
import cloud.mows.backup.core.browse.SnapshotSizes;
import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.Checker;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.copy.CopyObserver;
import cloud.mows.backup.core.copy.SnapshotCopier;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.prune.PruneObserver;
import cloud.mows.backup.core.prune.PruneOptions;
import cloud.mows.backup.core.prune.PrunePlan;
import cloud.mows.backup.core.prune.PrunePlanner;
import cloud.mows.backup.core.repair.IndexRepair;
import cloud.mows.backup.core.repair.IndexRepairReport;
import cloud.mows.backup.core.repair.RepairObserver;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.Terabyte;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Goes through every verb that goes through the whole index. */
final class LargeIndexVerbs {
    private static final int PACKS = 125_000;
    private static final long BLOBS = 16L * PACKS;

    private LargeIndexVerbs() {}

    public static void main(String[] args) {
        Terabyte storage = new Terabyte(new DirectoryStorage(Path.of(args[0], "repository")), PACKS);
        try (Repository repository = RepositoryFixture.create(storage)) {
            RepositoryFixture.save(repository, 0, Map.of("a", new byte[1000]));
            storage.addPacks(repository);
        }
        try (Repository repository = RepositoryFixture.open(storage)) {
            List<SavedSnapshot> snapshots = SnapshotCatalogue.load(repository).all();
            check(repository);
            require(new SnapshotSizes(repository)
                            .count(SizeMode.RAW_DATA, snapshots)
                            .blobs()
                    == 2);
            done("stats");
            copy(repository, snapshots);
            AtomicLong blobs = new AtomicLong();
            new StoredFiles(repository).listBlobs((type, id) -> blobs.incrementAndGet());
            require(blobs.get() == BLOBS + 2);
            done("list blobs");
            PrunePlan plan = new PrunePlanner(repository, PruneOptions.DEFAULT, PruneObserver.NONE).plan(Set.of());
            require(plan.counts().blobs().unused() == BLOBS);
            done("prune");
            try (RepositoryLock lock = repository.locks().takeExclusive(Duration.ZERO)) {
                IndexRepairReport report = new IndexRepair(
                                repository, lock, new IndexRepair.Options(false, true), RepairObserver.NONE)
                        .run();
                require(report.isClean());
            }
            done("repair index");
        }
        System.out.println("all verbs are done");
    }

    private static void check(Repository repository) {
        CheckReport report = new Checker(
                        repository,
                        new CheckObserver() {
                            @Override
                            public void error(Problem problem) {
                                throw new AssertionError(problem);
                            }
                        },
                        new SplittableRandom(1))
                .run(new ReadSubset.None());
        require(report.blobs() == BLOBS + 2);
        done("check");
    }

    private static void copy(Repository source, List<SavedSnapshot> snapshots) {
        try (Repository target = RepositoryFixture.create(new MemoryStorage())) {
            require(new SnapshotCopier(source, target, CopyObserver.NONE)
                            .run(snapshots)
                            .copied()
                            .size()
                    == 1);
        }
        done("copy");
    }

    private static void done(String verb) {
        System.out.println(verb);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
