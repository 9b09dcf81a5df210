package cloud.mows.backup.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.Checker;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
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
    void versionOneIsOnlyRead(String exhibit) {
        try (Repository repository = Repository.open(Museum.load(exhibit), Museum.PASSWORD, Museum.OPTIONS)) {
            if (repository.config().version() == 1) {
                assertThatExceptionOfType(BackupException.class)
                        .isThrownBy(repository::writer)
                        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UNSUPPORTED_VERSION));
            } else {
                repository.writer().close();
            }
        }
    }
}
