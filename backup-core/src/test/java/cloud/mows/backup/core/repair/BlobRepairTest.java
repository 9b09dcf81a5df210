package cloud.mows.backup.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;

class BlobRepairTest {
    private final RepairCase place = new RepairCase();

    private BlobRepairReport repair(MemoryStorage second, boolean dryRun) {
        try (Repository repository = place.open();
                Repository from = RepositoryFixture.open(second)) {
            return new BlobRepair(repository, RepositoryFixture.exclusiveLock(), from, dryRun, RepairObserver.NONE)
                    .run();
        }
    }

    private void loseEverythingButSnapshots() {
        try (Repository repository = place.open()) {
            repository.names(FileKind.PACK).forEach(name -> repository.remove(FileKind.PACK, name));
            repository.names(FileKind.INDEX).forEach(name -> repository.remove(FileKind.INDEX, name));
        }
    }

    @Test
    void nothingIsFetchedThatIsThere() {
        assertThat(repair(place.secondStorage, false).healed()).isZero();
        place.verify();
    }

    @Test
    void everythingThatIsGoneIsFetched() {
        loseEverythingButSnapshots();

        BlobRepairReport report = repair(place.secondStorage, false);

        assertThat(report.lost()).isEmpty();
        assertThat(report.healed()).isEqualTo(6 + 3 + 2 + 2);
        place.verify();
    }

    @Test
    void aDryRunOnlyCounts() {
        loseEverythingButSnapshots();
        long before = place.storage.bytes();

        assertThat(repair(place.secondStorage, true).healed()).isEqualTo(13);

        assertThat(place.storage.bytes()).isEqualTo(before);
    }

    @Test
    void whatTheOtherLacksTooIsLost() {
        loseEverythingButSnapshots();
        MemoryStorage empty = new MemoryStorage();
        RepositoryFixture.create(empty).close();

        BlobRepairReport report = repair(empty, false);

        assertThat(report.healed()).isZero();
        assertThat(report.lost()).hasSize(2);
    }
}
