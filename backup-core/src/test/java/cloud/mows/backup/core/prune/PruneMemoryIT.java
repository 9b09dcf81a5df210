package cloud.mows.backup.core.prune;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.Terabyte;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The index of a terabyte is not loaded into memory: a million blobs would take some hundred megabytes as objects. */
class PruneMemoryIT {
    private static final int PACKS = 62_500;

    @Test
    void aMillionBlobsTakeAFewMegabytes() {
        Terabyte storage = new Terabyte(new MemoryStorage(), PACKS);
        try (Repository repository = RepositoryFixture.create(storage)) {
            RepositoryFixture.save(repository, 0, Map.of("a", new byte[1000]));
            storage.addPacks(repository);
        }
        try (Repository repository = RepositoryFixture.open(storage)) {
            long before = usedBytes();
            long[] most = new long[1];
            PruneObserver measuring = new PruneObserver() {
                @Override
                public void begin(Phase phase, long total) {
                    most[0] = Math.max(most[0], usedBytes());
                }

                @Override
                public void advance(long count) {}
            };

            PrunePlan plan = new PrunePlanner(repository, PruneOptions.DEFAULT, measuring).plan(Set.of());

            most[0] = Math.max(most[0], usedBytes());
            assertThat(plan.counts().blobs().unused()).isEqualTo(1_000_000);
            assertThat(plan.counts().packs().remove()).isEqualTo(PACKS);
            assertThat(most[0] - before).isLessThan(12L << 20);
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
