package cloud.mows.backup.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotCatalogueTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final List<SavedSnapshot> saved = new ArrayList<>();

    SnapshotCatalogueTest() {
        try (Repository repository = RepositoryFixture.create(storage)) {
            for (int i = 0; i < 30; i++) {
                saved.add(RepositoryFixture.save(repository, i, Map.of("a", new byte[i])));
            }
        }
    }

    private void damage(SavedSnapshot snapshot) {
        storage.damage(new FileKey(FileKind.SNAPSHOT, snapshot.id().hex()), bytes -> {
            bytes[bytes.length / 2] ^= 1;
            return bytes;
        });
    }

    @Test
    void hasAllOldestFirst() {
        try (Repository repository = RepositoryFixture.open(storage)) {
            SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository);
            assertThat(catalogue.all()).containsExactlyElementsOf(saved);
            assertThat(catalogue.requireComplete()).isSameAs(catalogue);
        }
    }

    @Test
    void tellsWhatItCannotRead() {
        damage(saved.get(7));
        damage(saved.get(9));
        try (Repository repository = RepositoryFixture.open(storage)) {
            SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository);
            assertThat(catalogue.all()).hasSize(28);
            assertThat(catalogue.unreadable())
                    .extracting(UnreadableSnapshot::id)
                    .containsExactlyInAnyOrder(saved.get(7).id(), saved.get(9).id());
            assertThatThrownBy(catalogue::requireComplete)
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("2 of 30 snapshots cannot be read");
        }
    }

    @Test
    void aStorageThatFailsIsNoDamage() {
        FaultyStorage faulty = new FaultyStorage(
                storage, Fault.read().of(FileKind.SNAPSHOT).number(5).fails());
        try (Repository repository = RepositoryFixture.open(faulty)) {
            assertThatThrownBy(() -> SnapshotCatalogue.load(repository))
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.STORAGE));
        }
    }

    @Test
    void replacingRemembersTheFirstOfTheChain() {
        try (Repository repository = RepositoryFixture.open(storage)) {
            SavedSnapshot old = saved.get(3);
            SavedSnapshot once = tag(repository, old, "x");
            SavedSnapshot twice = tag(repository, once, "y");

            assertThat(twice.snapshot().original()).isEqualTo(old.id());
            SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository);
            assertThat(catalogue.all()).hasSize(30).contains(twice).doesNotContain(old, once);
        }
    }

    private static SavedSnapshot tag(Repository repository, SavedSnapshot old, String tag) {
        return SnapshotCatalogue.replace(
                repository, old, old.snapshot().toBuilder().tags(List.of(tag)).build());
    }

    @Test
    void aCutOffReplacementLosesNothing() throws Exception {
        SavedSnapshot old = saved.get(3);
        for (boolean after : new boolean[] {false, true}) {
            FaultSweep.with(after ? Fault::crashAfter : Fault::crashBefore)
                    .over(storage::copy)
                    .run(
                            place -> {
                                try (Repository repository = RepositoryFixture.open(place)) {
                                    tag(repository, old, "x");
                                }
                            },
                            (place, failure) -> {
                                try (Repository repository = RepositoryFixture.open(place)) {
                                    assertThat(SnapshotCatalogue.load(repository)
                                                    .requireComplete()
                                                    .all())
                                            .hasSizeBetween(30, 31)
                                            .anyMatch(s -> s.originalId().equals(old.id()));
                                }
                            });
        }
    }
}
