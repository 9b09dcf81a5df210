package cloud.mows.backup.core.prune;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrunePropertyTest {
    private static final int ROUNDS = 12;
    private static final int STEPS = 25;

    @Test
    void whateverIsDoneInWhateverOrderEverySnapshotStaysWhole() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            new Round(random.split()).run();
        }
    }

    private static final class Round {
        private final SplittableRandom random;
        private final MemoryStorage storage = new MemoryStorage();
        private final Map<SnapshotId, Map<String, byte[]>> model = new HashMap<>();
        private Map<String, byte[]> files = new HashMap<>();
        private int number;

        Round(SplittableRandom random) {
            this.random = random;
            RepositoryFixture.create(storage).close();
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> save();
                    case 2 -> forget();
                    case 3 -> prune(storage);
                    default -> pruneUntilItBreaks();
                }
            }
            RepositoryFixture.verify(storage, model);
            forgetAll();
            prune(storage);
            assertThat(storage.bytes()).isLessThan(1000);
        }

        private void save() {
            files = new HashMap<>(files);
            for (int i = random.nextInt(4); i >= 0; i--) {
                String path = "d" + random.nextInt(3) + "/e" + random.nextInt(2) + "/f" + random.nextInt(4);
                if (random.nextInt(4) == 0) {
                    files.remove(path);
                } else {
                    int length = 1 << random.nextInt(1, 19);
                    files.put(path, random.nextBoolean() ? RepositoryFixture.noise(random, length) : new byte[length]);
                }
            }
            try (Repository repository = RepositoryFixture.open(storage)) {
                model.put(RepositoryFixture.save(repository, number++, files).id(), files);
            }
        }

        private void forget() {
            if (!model.isEmpty()) {
                List<SnapshotId> ids = new ArrayList<>(model.keySet());
                ids.sort(null);
                SnapshotId id = ids.get(random.nextInt(ids.size()));
                try (Repository repository = RepositoryFixture.open(storage)) {
                    Forget.run(repository, RepositoryFixture.exclusiveLock(), List.of(id), false);
                }
                model.remove(id);
            }
        }

        private void forgetAll() {
            try (Repository repository = RepositoryFixture.open(storage)) {
                Forget.run(repository, RepositoryFixture.exclusiveLock(), List.copyOf(model.keySet()), false);
            }
            model.clear();
        }

        private void pruneUntilItBreaks() {
            FaultyStorage faulty = new FaultyStorage(storage, Fault.crashAfter(random.nextInt(5, 60)));
            try {
                prune(faulty);
            } catch (BackupException e) {
                assertThat(e).hasMessageContaining("injected fault");
            }
            RepositoryFixture.verify(storage, model);
        }

        private void prune(Storage place) {
            UnusedLimit limit = switch (random.nextInt(3)) {
                case 0 -> new UnusedLimit.Percent(random.nextInt(100));
                case 1 -> new UnusedLimit.Bytes(ByteSize.kib(random.nextInt(500)));
                default -> new UnusedLimit.Unlimited();
            };
            PruneOptions options = PruneOptions.DEFAULT
                    .withMaxUnused(limit)
                    .withSmallPackBytes(random.nextBoolean() ? 0 : random.nextInt(1, 1 << 20))
                    .withRepackTreesOnly(random.nextInt(4) == 0)
                    .withRepackUncompressed(random.nextInt(4) == 0);
            try (Repository repository = RepositoryFixture.open(place)) {
                PrunePlan plan = new PrunePlanner(repository, options, PruneObserver.NONE).plan(Set.of());
                PruneCounts planned = plan.counts();
                new PruneRunner(plan, RepositoryFixture.exclusiveLock(), PruneObserver.NONE).run();

                PruneCounts after = new PrunePlanner(repository, options, PruneObserver.NONE)
                        .plan(Set.of())
                        .counts();
                assertThat(after.blobs().used()).isEqualTo(planned.blobs().used());
                assertThat(after.blobs().total()).isEqualTo(planned.blobs().remaining());
                assertThat(after.unreferencedBytes()).isZero();
            }
        }
    }
}
