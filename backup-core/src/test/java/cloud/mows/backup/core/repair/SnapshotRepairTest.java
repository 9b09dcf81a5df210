package cloud.mows.backup.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotRepairTest {
    private final RepairCase place = new RepairCase();
    private final List<String> told = new ArrayList<>();
    private final SnapshotRepairObserver observer = new SnapshotRepairObserver() {
        @Override
        public void begin(SavedSnapshot snapshot) {}

        @Override
        public void lost(SavedSnapshot snapshot, Loss loss) {
            int number = place.snapshots.indexOf(new SavedSnapshot(snapshot.id(), snapshot.snapshot()));
            told.add(number + " " + loss.path() + " " + loss.what() + " " + loss.bytes());
        }
    };

    private SnapshotRepairReport repair(boolean forget, boolean dryRun, SnapshotId... named) {
        try (Repository repository = place.open()) {
            return new SnapshotRepair(
                            repository,
                            RepositoryFixture.exclusiveLock(),
                            new SnapshotRepair.Options(forget, dryRun),
                            observer)
                    .run(List.of(named));
        }
    }

    /** Drops a pack from store and index. */
    private void lose(PackId pack) {
        place.remove(pack);
        try (Repository repository = place.open()) {
            new IndexRepair(
                            repository,
                            RepositoryFixture.exclusiveLock(),
                            IndexRepair.Options.DEFAULT,
                            RepairObserver.NONE)
                    .run();
        }
    }

    /** The pack that holds the second snapshot's own data: 100,001 bytes. */
    private PackId secondData() {
        try (Repository repository = place.open()) {
            return RepairCase.packs(repository, BlobType.DATA).stream()
                    .min((a, b) -> Long.compare(
                            repository.packs().size(a), repository.packs().size(b)))
                    .orElseThrow();
        }
    }

    private PackId treesOf(int snapshot) {
        try (Repository repository = place.open()) {
            return repository
                    .index()
                    .find(
                            BlobType.TREE,
                            place.snapshots.get(snapshot).snapshot().tree())
                    .pack();
        }
    }

    private List<SavedSnapshot> all() {
        try (Repository repository = place.open()) {
            return SnapshotCatalogue.load(repository).all();
        }
    }

    @Test
    void wholeSnapshotsStay() {
        assertThat(repair(true, false).repaired()).isEmpty();
        place.verify();
    }

    @Test
    void aFileWithoutItsContentIsCutAndTold() {
        lose(secondData());

        SnapshotRepairReport report = repair(false, false);

        assertThat(told).containsExactly("1 /dir/sub/own FILE_CUT 100001");
        assertThat(report.repaired()).hasSize(1);
        assertThat(all()).hasSize(3);
        Snapshot repaired = all().stream()
                .map(SavedSnapshot::snapshot)
                .filter(s -> s.tags().contains(SnapshotRepair.TAG))
                .findFirst()
                .orElseThrow();
        assertThat(repaired.original()).isEqualTo(place.snapshots.get(1).id());
        try (Repository repository = place.open()) {
            Map<String, byte[]> files = RepositoryFixture.read(repository, repaired);
            assertThat(files.get("dir/sub/own")).isEmpty();
            assertThat(files.get("dir/shared")).hasSize(150_000);
        }
    }

    @Test
    void repairingTwiceMakesOneReplacement() {
        lose(secondData());

        repair(false, false);
        repair(false, false);

        assertThat(all()).hasSize(3);
    }

    @Test
    void theDamagedSnapshotIsForgottenWhenAsked() {
        lose(secondData());

        repair(true, false);

        assertThat(all())
                .hasSize(2)
                .noneMatch(s -> s.id().equals(place.snapshots.get(1).id()));
        told.clear();
        assertThat(repair(false, false).repaired()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aDryRunOnlyTells() {
        lose(secondData());
        long before = place.storage.bytes();

        SnapshotRepairReport report = repair(true, true);

        assertThat(report.repaired()).hasSize(1);
        assertThat(report.repaired().getFirst().replacement()).isNull();
        assertThat(place.storage.bytes()).isEqualTo(before);
    }

    @Test
    void whatBothSnapshotsShareIsToldForBoth() {
        PackId first;
        try (Repository repository = place.open()) {
            PackId second = secondData();
            first = RepairCase.packs(repository, BlobType.DATA).stream()
                    .filter(pack -> !pack.equals(second))
                    .findFirst()
                    .orElseThrow();
        }
        lose(first);

        repair(false, false);

        assertThat(told)
                .containsExactly(
                        "0 /dir/shared FILE_CUT 150000",
                        "0 /dir/sub/own FILE_CUT 100000",
                        "1 /dir/shared FILE_CUT 150000");
    }

    @Test
    void aSnapshotWithoutItsRootIsLost() {
        lose(treesOf(1));

        SnapshotRepairReport kept = repair(false, false);
        assertThat(kept.repaired().getFirst().removed()).isFalse();
        assertThat(all()).hasSize(2);

        repair(true, false);
        assertThat(told).containsOnly("1 / EVERYTHING 0");
        place.expected.remove(place.snapshots.get(1).id());
        place.verify();
    }

    @Test
    void anUnreadableFileGoesOnlyWhenItIsNamed() {
        SnapshotId id = place.snapshots.get(1).id();
        place.storage.damage(new FileKey(FileKind.SNAPSHOT, id.hex()), bytes -> {
            bytes[20] ^= 1;
            return bytes;
        });

        assertThat(repair(true, false).unreadable()).containsExactly(id);
        assertThat(repair(true, false, id).unreadable()).isEmpty();
        place.expected.remove(id);
        place.verify();
    }
}
