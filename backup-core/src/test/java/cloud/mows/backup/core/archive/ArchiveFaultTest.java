package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveFaultTest {
    @TempDir
    Path folder;

    static Stream<LongFunction<Fault>> faults() {
        return Stream.of(
                Fault::crashBefore,
                Fault::crashAfter,
                n -> Fault.any().number(n).fails(),
                n -> Fault.write().number(n).losesItsAnswer(),
                n -> Fault.read().number(n).isCutOff());
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Timeout(300)
    void whereverItFailsEverySnapshotIsWholeAndTheNextRunFinishes(LongFunction<Fault> faultAt) throws Exception {
        SplittableRandom random = new SplittableRandom(8);
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 12; i++) {
            Path sub = Files.createDirectories(data.resolve("sub" + i % 4));
            Files.write(sub.resolve("file" + i), RepositoryFixture.noise(random, 250_000));
        }
        MemoryStorage prepared = new MemoryStorage();
        ArchiveReport first;
        try (ArchiveFixture backup = new ArchiveFixture(prepared).serving(data)) {
            first = backup.run(data());
        }
        for (int i = 0; i < 20; i++) {
            Files.write(data.resolve("sub1/new" + i), RepositoryFixture.noise(random, 200_000));
        }

        long struck = FaultSweep.with(faultAt)
                .over(prepared::copy)
                .run(
                        storage -> {
                            ArchiveReport report = archive(storage, data, first);
                            // Trouble with the parent alone may cost time, but nothing else.
                            assertThat(report.problems()).isZero();
                        },
                        (storage, failure) -> {
                            int snapshots = verify(storage);
                            assertThat(snapshots).isBetween(1, 2);
                            ArchiveReport again = archive(storage, data, first);
                            assertThat(again.problems()).isZero();
                            assertThat(verify(storage)).isEqualTo(snapshots + 1);
                        });
        assertThat(struck).isGreaterThan(3);
    }

    private static ArchiveReport archive(Storage storage, Path data, ArchiveReport parent) {
        try (ArchiveFixture backup = new ArchiveFixture(RepositoryFixture.open(storage)).serving(data)) {
            return backup.run(data(), parent);
        }
    }

    /** Also that a complete snapshot has all the files of the folder as it is. */
    private static int verify(Storage storage) {
        try (Repository repository = RepositoryFixture.open(storage)) {
            SnapshotCatalogue.load(repository)
                    .all()
                    .forEach(saved -> assertThat(RepositoryReading.entries(
                                    repository, saved.snapshot().tree()))
                            .hasSizeGreaterThanOrEqualTo(17));
            return RepositoryReading.readEverything(repository);
        }
    }
}
