package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.layer.VanishingLocks;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ArchiveLockTest {
    @TempDir
    Path folder;

    /** Whoever removes the lock may prune before the backup writes its next file. */
    @Test
    @Timeout(120)
    void whereverTheLockIsLostNothingMoreIsWrittenAndTheBackupFails() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 10; i++) {
            Files.write(data.resolve("file" + i), RepositoryFixture.noise(random, 400_000));
        }
        MemoryStorage empty = new MemoryStorage();
        RepositoryFixture.create(empty).close();
        long before = 0;
        for (long number = 1; ; number++) {
            MemoryStorage place = empty.copy();
            VanishingLocks storage = new VanishingLocks(place, number);
            try (Repository repository = Repository.open(
                            storage,
                            RepositoryFixture.PASSWORD,
                            RepositoryFixture.options().withUploads(1).withWaiting(VanishingLocks.seconds()));
                    RepositoryLock _ = repository.locks().takeShared(Duration.ZERO)) {
                ArchiveFixture backup = new ArchiveFixture(repository).serving(data);
                Throwable failure = failureOf(() -> backup.run(data()));
                if (!storage.struck()) {
                    assertThat(failure).isNull();
                    break;
                }
                before = number;
                assertThat(failure).as("lost after save %d", number).isInstanceOf(BackupException.class);
                assertThat(((BackupException) failure).problem().code()).isEqualTo(ProblemCode.REPOSITORY_LOCKED);
                assertThat(failure).hasMessageContaining("was lost: its file is not there any more");
                assertThat(storage.saves())
                        .as("saved although the lock was lost")
                        .isEqualTo(number);
                if (repository.names(FileKind.INDEX).isEmpty()) {
                    assertThat(repository.names(FileKind.SNAPSHOT)).isEmpty();
                }
            }
        }
        assertThat(before).as("packs, index and snapshot").isGreaterThanOrEqualTo(5);
    }

    private static @Nullable Throwable failureOf(Runnable run) {
        try {
            run.run();
            return null;
        } catch (BackupException e) {
            return e;
        }
    }
}
