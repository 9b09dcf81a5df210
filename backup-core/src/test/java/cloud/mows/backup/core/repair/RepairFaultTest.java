package cloud.mows.backup.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepairFaultTest {
    private final RepairCase place = new RepairCase();

    static Stream<LongFunction<Fault>> faults() {
        return Stream.of(
                Fault::crashBefore,
                Fault::crashAfter,
                n -> Fault.any().number(n).fails());
    }

    private interface Repair {
        void on(Repository repository, Repository second);
    }

    private void sweep(LongFunction<Fault> fault, Repair repair) throws Exception {
        long strikes = FaultSweep.with(fault)
                .over(place.storage::copy)
                .run(storage -> run(storage, repair), (storage, failure) -> {
                    run(storage, repair);
                    RepositoryFixture.verify(storage, place.expected);
                });
        assertThat(strikes).isGreaterThan(5);
    }

    private void run(Storage storage, Repair repair) {
        try (Repository repository = RepositoryFixture.open(storage);
                Repository second = place.openSecond()) {
            repair.on(repository, second);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theIndexIsRepairedInTheEnd(LongFunction<Fault> fault) throws Exception {
        try (Repository repository = place.open()) {
            repository.remove(FileKind.INDEX, repository.names(FileKind.INDEX).getFirst());
        }
        sweep(
                fault,
                (repository, second) -> new IndexRepair(
                                repository,
                                RepositoryFixture.exclusiveLock(),
                                new IndexRepair.Options(true, false),
                                RepairObserver.NONE)
                        .run());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void packsAreRepairedInTheEnd(LongFunction<Fault> fault) throws Exception {
        PackId pack = place.pack(BlobType.DATA);
        place.flip(pack, 20);
        place.flip(pack, 70_000);
        sweep(fault, (repository, second) -> {
            if (RepairCase.packs(repository, BlobType.DATA).contains(pack)
                    || repository.names(FileKind.PACK).contains(pack.digest())) {
                new PackRepair(
                                repository,
                                RepositoryFixture.exclusiveLock(),
                                PackRepair.Options.DEFAULT,
                                second,
                                RepairObserver.NONE)
                        .run(List.of(pack));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void missingBlobsAreFetchedInTheEnd(LongFunction<Fault> fault) throws Exception {
        try (Repository repository = place.open()) {
            repository.names(FileKind.PACK).forEach(name -> repository.remove(FileKind.PACK, name));
            repository.names(FileKind.INDEX).forEach(name -> repository.remove(FileKind.INDEX, name));
        }
        sweep(
                fault,
                (repository, second) -> new BlobRepair(
                                repository, RepositoryFixture.exclusiveLock(), second, false, RepairObserver.NONE)
                        .run());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void noSnapshotIsLostWhereverRewritingIsCutOff(LongFunction<Fault> fault) throws Exception {
        PackId pack = place.pack(BlobType.DATA);
        place.remove(pack);
        Repair repair = (repository, second) -> {
            new IndexRepair(
                            repository,
                            RepositoryFixture.exclusiveLock(),
                            IndexRepair.Options.DEFAULT,
                            RepairObserver.NONE)
                    .run();
            new SnapshotRepair(
                            repository,
                            RepositoryFixture.exclusiveLock(),
                            new SnapshotRepair.Options(true, false),
                            SnapshotRepairObserver.NONE)
                    .run(List.of());
        };
        FaultSweep.with(fault).over(place.storage::copy).run(storage -> run(storage, repair), (storage, failure) -> {
            try (Repository repository = RepositoryFixture.open(storage)) {
                assertThat(originals(repository)).hasSize(2);
            }
            run(storage, repair);
            try (Repository repository = RepositoryFixture.open(storage)) {
                assertThat(originals(repository)).hasSize(2);
                for (SavedSnapshot saved :
                        SnapshotCatalogue.load(repository).requireComplete().all()) {
                    assertThat(RepositoryFixture.read(repository, saved.snapshot()))
                            .containsOnlyKeys("dir/shared", "dir/sub/own");
                }
            }
        });
    }

    private static List<?> originals(Repository repository) {
        return SnapshotCatalogue.load(repository).requireComplete().all().stream()
                .map(SavedSnapshot::originalId)
                .distinct()
                .toList();
    }
}
