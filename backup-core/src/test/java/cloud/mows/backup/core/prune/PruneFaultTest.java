package cloud.mows.backup.core.prune;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PruneFaultTest {
    private static final PruneOptions EVERYTHING = PruneOptions.DEFAULT.withMaxUnused(new UnusedLimit.Percent(0));

    private final MemoryStorage prepared = new MemoryStorage();
    private final Map<SnapshotId, Map<String, byte[]>> expected = new HashMap<>();

    /** Four snapshots, three of which go: packs that stay, that are repacked, that are deleted, and one in no index. */
    @BeforeEach
    void prepare() {
        SplittableRandom random = new SplittableRandom(11);
        try (Repository repository = RepositoryFixture.create(prepared)) {
            byte[] shared = RepositoryFixture.noise(random, 200_000);
            // Its data stays as a whole while its tree goes: the index file that lists both is rewritten.
            byte[] whole = RepositoryFixture.noise(random, 100_000);
            SavedSnapshot moved = RepositoryFixture.save(repository, 4, Map.of("whole", whole));
            Map<String, byte[]> staying =
                    Map.of("d/shared", shared, "d/whole", whole, "new", RepositoryFixture.noise(random, 100_000));
            SavedSnapshot mixed = RepositoryFixture.save(
                    repository, 0, Map.of("d/shared", shared, "old", RepositoryFixture.noise(random, 100_000)));
            SavedSnapshot other =
                    RepositoryFixture.save(repository, 1, Map.of("other", RepositoryFixture.noise(random, 100_000)));
            expected.put(RepositoryFixture.save(repository, 2, staying).id(), staying);
            Forget.run(
                    repository, RepositoryFixture.exclusiveLock(), List.of(mixed.id(), other.id(), moved.id()), false);
        }
        try (Repository repository = RepositoryFixture.open(prepared)) {
            List<Digest> listed = repository.names(FileKind.INDEX);
            RepositoryFixture.save(repository, 3, Map.of("lost", RepositoryFixture.noise(random, 5_000)));
            repository.names(FileKind.INDEX).stream()
                    .filter(name -> !listed.contains(name))
                    .forEach(name -> repository.remove(FileKind.INDEX, name));
            SnapshotCatalogue.load(repository).all().stream()
                    .map(SavedSnapshot::id)
                    .filter(id -> !expected.containsKey(id))
                    .forEach(id -> SnapshotCatalogue.remove(repository, id));
        }
    }

    static Stream<LongFunction<Fault>> faults() {
        return Stream.of(
                Fault::crashBefore,
                Fault::crashAfter,
                n -> Fault.any().number(n).fails(),
                n -> Fault.write().number(n).losesItsAnswer(),
                n -> Fault.read().number(n).isDamaged(),
                n -> Fault.list().number(n).isCutOff());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whereverItIsCutOffEverySnapshotIsWholeAndTheNextRunFinishes(LongFunction<Fault> fault) throws Exception {
        long strikes = FaultSweep.with(fault).over(prepared::copy).run(PruneFaultTest::prune, (storage, failure) -> {
            RepositoryFixture.verify(storage, expected);
            everyListedPackIsThere(storage);
            prune(storage);
            RepositoryFixture.verify(storage, expected);
            try (Repository repository = RepositoryFixture.open(storage)) {
                PrunePlan again = new PrunePlanner(repository, EVERYTHING, PruneObserver.NONE).plan(Set.of());
                assertThat(again.isEmpty()).isTrue();
                assertThat(again.counts().blobs().remainingUnused()).isZero();
            }
        });
        assertThat(strikes).isPositive();
    }

    private static void everyListedPackIsThere(Storage storage) {
        try (Repository repository = RepositoryFixture.open(storage)) {
            List<Digest> there = repository.names(FileKind.PACK);
            for (Segment segment : repository.index().segments()) {
                for (int p = 0; p < segment.packCount(); p++) {
                    assertThat(there).contains(segment.pack(p).digest());
                }
            }
        }
    }

    private static void prune(Storage storage) {
        try (Repository repository = RepositoryFixture.open(storage)) {
            PrunePlan plan = new PrunePlanner(repository, EVERYTHING, PruneObserver.NONE).plan(Set.of());
            new PruneRunner(plan, RepositoryFixture.exclusiveLock(), PruneObserver.NONE).run();
        }
    }

    @Test
    void aCutOffForgettingRemovesSomeAndNothingElse() throws Exception {
        Map<SnapshotId, Map<String, byte[]>> all = new HashMap<>(expected);
        List<SnapshotId> going = new ArrayList<>();
        try (Repository repository = RepositoryFixture.open(prepared)) {
            for (int i = 0; i < 4; i++) {
                Map<String, byte[]> files = Map.of("file" + i, new byte[i]);
                SnapshotId id =
                        RepositoryFixture.save(repository, 10 + i, files).id();
                all.put(id, files);
                going.add(id);
            }
        }
        FaultSweep.with(Fault::crashAfter)
                .over(prepared::copy)
                .run(storage -> forget(storage, going), (storage, failure) -> {
                    Map<SnapshotId, Map<String, byte[]>> left = new HashMap<>(all);
                    try (Repository repository = RepositoryFixture.open(storage)) {
                        List<SnapshotId> there = SnapshotCatalogue.load(repository).all().stream()
                                .map(SavedSnapshot::id)
                                .toList();
                        left.keySet().removeIf(id -> going.contains(id) && !there.contains(id));
                    }
                    RepositoryFixture.verify(storage, left);
                    forget(storage, going);
                    RepositoryFixture.verify(storage, expected);
                });
    }

    private static void forget(Storage storage, List<SnapshotId> going) {
        try (Repository repository = RepositoryFixture.open(storage)) {
            Forget.run(repository, RepositoryFixture.exclusiveLock(), going, false);
        }
    }
}
