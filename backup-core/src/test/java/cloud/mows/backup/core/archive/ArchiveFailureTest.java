package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import cloud.mows.backup.core.tree.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that fails ends: no thread waits for another one that is gone. */
@Timeout(60)
class ArchiveFailureTest {
    @TempDir
    Path folder;

    private final FaultyStorage storage = new FaultyStorage(new MemoryStorage());
    private final ArchiveFixture backup = new ArchiveFixture(storage);

    @AfterEach
    void close() {
        backup.close();
    }

    @BeforeEach
    void fill() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 400; i++) {
            Path sub = Files.createDirectories(folder.resolve("sub" + i % 20));
            Files.write(sub.resolve("file" + i), RepositoryFixture.noise(random, 20_000));
        }
        Files.write(folder.resolve("sub7/large"), RepositoryFixture.noise(random, 20_000_000));
        backup.serving(folder);
    }

    private void assertTheNextRunIsWhole() {
        assertThat(backup.repository.names(FileKind.SNAPSHOT)).isEmpty();
        storage.heal();
        backup.observer = ArchiveObserver.SILENT;
        backup.serving(folder);
        // The same process goes on with the same open repository.
        assertThat(backup.entries(backup.run(data()))).hasSize(400 + 20 + 2);
        assertThat(RepositoryReading.readEverything(backup.repository)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void whenTheStorageFills(int pack) {
        storage.plan(Fault.save().of(FileKind.PACK).from(pack).failsWith(StorageException.Full::new));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> backup.run(data()))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.STORAGE));
        assertTheNextRunIsWhole();
    }

    @Test
    void whenTheIndexCannotBeStored() {
        storage.plan(Fault.save().of(FileKind.INDEX).number(1).fails());
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> backup.run(data()));
        assertTheNextRunIsWhole();
    }

    /** Where an observer, which may be anybody's code, throws. */
    enum Where {
        STARTED,
        BYTES,
        SAVED,
        SAVED_DIRECTORY
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void whenTheObserverThrows(Where where) {
        AtomicInteger calls = new AtomicInteger();
        backup.observer = new ArchiveObserver() {
            private void call(Where here) {
                if (here == where && calls.incrementAndGet() == 7) {
                    throw new AssertionError("thrown on purpose");
                }
            }

            @Override
            public void started(BytePath file) {
                call(Where.STARTED);
            }

            @Override
            public void bytes(long count) {
                call(Where.BYTES);
            }

            @Override
            public void saved(BytePath path, Node node, Change change) {
                call(Where.SAVED);
            }

            @Override
            public void savedDirectory(BytePath path, Change change) {
                call(Where.SAVED_DIRECTORY);
            }
        };
        assertThatThrownBy(() -> backup.run(data()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("thrown on purpose");
        assertTheNextRunIsWhole();
    }

    @ParameterizedTest
    @EnumSource(HostileSource.Call.class)
    void whenTheSourceThrowsWhatItMayNot(HostileSource.Call call) {
        HostileSource.Rules rules = new HostileSource.Rules();
        rules.throwing(call, 9, new IllegalStateException("thrown on purpose"));
        backup.wrapping =
                source -> new HostileSource(new RenamingSource(source, Map.of("data", BytePath.of(folder))), rules);
        assertThatThrownBy(() -> backup.run(data())).rootCause().hasMessage("thrown on purpose");
        assertTheNextRunIsWhole();
    }

    @Test
    void whenItsThreadIsInterrupted() throws Exception {
        storage.plan(Fault.save().of(FileKind.PACK).from(2).hangs());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread running = new Thread(() -> {
            try {
                backup.run(data());
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        running.start();
        storage.awaitHanging();
        running.interrupt();
        running.join(30_000);
        assertThat(running.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(BackupException.class);
        assertThat(((BackupException) thrown.get()).problem().code()).isEqualTo(ProblemCode.CANCELLED);
        assertTheNextRunIsWhole();
    }

    @Test
    void aFailureAtTheVeryEndMakesNoSnapshot() {
        storage.plan(Fault.save().of(FileKind.SNAPSHOT).number(1).fails());
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> backup.run(data()));
        storage.heal();
        ArchiveReport report = backup.run(data());
        SnapshotId id = report.snapshot();
        assertThat(id).isNotNull();
        assertThat(report.summary().dataAdded()).isZero();
    }
}
