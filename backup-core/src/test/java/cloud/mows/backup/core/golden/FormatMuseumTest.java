package cloud.mows.backup.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.Checker;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FormatMuseumTest {
    @ParameterizedTest
    @FieldSource("cloud.mows.backup.core.golden.Museum#EXHIBITS")
    void everyExhibitIsReadToTheLastByte(String exhibit) throws Exception {
        try (Repository repository = Repository.open(Museum.load(exhibit), Museum.PASSWORD, Museum.OPTIONS)) {
            assertThat(repository.config().version()).isEqualTo(exhibit.endsWith("-v1") ? 1 : 2);
            List<SavedSnapshot> snapshots =
                    SnapshotCatalogue.load(repository).requireComplete().all();
            assertThat(snapshots).isNotEmpty();
            for (SavedSnapshot saved : snapshots) {
                assertThat(saved.snapshot().hostname()).isEqualTo("museum");
                assertThat(RepositoryReading.listing(
                                repository, saved.snapshot().tree()))
                        .isEqualTo(Museum.text("content.txt"));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("cloud.mows.backup.core.golden.Museum#EXHIBITS")
    void everyExhibitIsWhole(String exhibit) {
        List<Problem> found = Collections.synchronizedList(new ArrayList<>());
        CheckObserver observer = new CheckObserver() {
            @Override
            public void error(Problem problem) {
                found.add(problem);
            }

            @Override
            public void hint(Problem problem) {
                found.add(problem);
            }
        };
        try (Repository repository = Repository.open(Museum.load(exhibit), Museum.PASSWORD, Museum.OPTIONS)) {
            CheckReport report = new Checker(repository, observer, new SplittableRandom(1)).run(new ReadSubset.All());
            assertThat(found).isEmpty();
            assertThat(report.isWhole()).isTrue();
            assertThat(report.packsRead()).isEqualTo(report.packs());
        }
    }

    @ParameterizedTest
    @FieldSource("cloud.mows.backup.core.golden.Museum#EXHIBITS")
    void versionOneIsOnlyRead(String exhibit) throws Exception {
        MemoryStorage storage = Museum.load(exhibit);
        try (Repository repository = Repository.open(storage, Museum.PASSWORD, Museum.OPTIONS)) {
            if (repository.config().version() == 1) {
                assertThatExceptionOfType(BackupException.class)
                        .isThrownBy(repository::writer)
                        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UNSUPPORTED_VERSION));
                try (RepositoryLock lock = repository.locks().takeShared(Duration.ZERO)) {
                    assertThat(lock.isExclusive()).isFalse();
                    FileKey key = new FileKey(
                            FileKind.LOCK,
                            repository.names(FileKind.LOCK).getFirst().hex());
                    byte[] sealed = storage.readAll(key, 1000);
                    byte[] plain = new byte[sealed.length - Sealer.OVERHEAD];
                    new Sealer(repository.keys().secret(), new SplittableRandom(1))
                            .open(sealed, 0, sealed.length, plain, 0);
                    assertThat(plain[0]).as("version 1 knows no compression").isEqualTo((byte) '{');
                }
            } else {
                repository.writer().close();
            }
        }
    }
}
