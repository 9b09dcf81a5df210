package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.layer.InterruptibleStorage;
import cloud.mows.backup.core.storage.layer.ManualWaiting;
import cloud.mows.backup.core.storage.layer.RetryPolicy;
import cloud.mows.backup.core.storage.layer.RetryStorage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks over time: what a process that slept, or that the storage did not answer, may still do. */
@Timeout(60)
class LockLeaseTest {
    private static final Password PASSWORD = Password.of("password");
    private static final Duration LATE = RepositoryLock.LATE_AFTER.plusSeconds(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final ManualWaiting waiting = new ManualWaiting();
    private final MemoryStorage inner = new MemoryStorage();
    private final FaultyStorage storage = new FaultyStorage(inner);
    private final Repository repository = Repository.create(
            new RetryStorage(
                    storage,
                    new RetryPolicy(1000, Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofHours(2)),
                    waiting,
                    new Random(1),
                    (failure, number, wait) -> {}),
            PASSWORD,
            new ScryptParameters(2, 1, 1),
            OpenOptions.defaults(new Identity("here", "user", 1, 1, 4711))
                    .withClock(now::get)
                    .withWaiting(waiting));
    private final RepositoryLock held = repository.locks().takeShared(Duration.ZERO);

    /** Which clock notices that time went by. */
    private enum Clock {
        OF_DAY,
        MONOTONIC
    }

    private void pass(Clock clock, Duration time) {
        switch (clock) {
            case OF_DAY -> now.updateAndGet(t -> t.plus(time));
            case MONOTONIC -> {
                waiting.pass(time);
                now.updateAndGet(t -> t.minusSeconds(1));
            }
        }
    }

    private List<FileKey> files(FileKind kind) {
        List<FileKey> files = new ArrayList<>();
        inner.list(kind, file -> files.add(file.key()));
        return files;
    }

    /** As somebody does who takes them for stale. */
    private void removeLocks() {
        files(FileKind.LOCK).forEach(inner::remove);
    }

    private Digest save(FileKind kind) {
        return repository.saveFile(kind, ByteSlice.of("{\"n\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    private void renew() {
        try {
            held.refresh();
        } catch (StorageException | BackupException e) {
            // As on the lock's own thread.
            return;
        }
    }

    private void isLost() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(held::throwIfLost)
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REPOSITORY_LOCKED))
                    .withMessageStartingWith(
                            "the lock on the repository, last renewed at 2026-01-01T00:00:00Z, was lost: ");
        }
        for (FileKind kind : List.of(FileKind.SNAPSHOT, FileKind.INDEX)) {
            int before = files(kind).size();
            assertThatExceptionOfType(BackupException.class).isThrownBy(() -> save(kind));
            assertThat(files(kind)).hasSize(before);
        }
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> repository
                        .keys()
                        .add(
                                PASSWORD,
                                new ScryptParameters(2, 1, 1),
                                repository.options().identity()));
        assertThat(files(FileKind.KEY)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aLateLockIsKeptIfNobodyRemovedIt(Clock clock) {
        pass(clock, LATE.plusHours(5));
        held.throwIfLost();
        assertThat(storage.count(FaultyStorage.Operation.SAVE, FileKind.LOCK)).isEqualTo(2);
        assertThat(files(FileKind.LOCK)).hasSize(1);
        held.throwIfLost();
        assertThat(storage.count(FaultyStorage.Operation.SAVE, FileKind.LOCK))
                .as("once is enough")
                .isEqualTo(2);
        save(FileKind.SNAPSHOT);
        held.close();
        assertThat(files(FileKind.LOCK)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLateLockWhoseFileIsGoneIsLostForEver(Clock clock) throws Exception {
        pass(clock, LATE);
        removeLocks();
        renew();
        isLost();
        assertThat(files(FileKind.LOCK)).as("it is not renewed").isEmpty();
        pass(Clock.OF_DAY, LATE.negated());
        held.refresh();
        isLost();
        held.close();
    }

    @Test
    void aLockInTimeWhoseFileIsGoneIsLostToo() {
        removeLocks();
        renew();
        isLost();
        held.close();
        assertThat(files(FileKind.LOCK)).isEmpty();
    }

    @Test
    void aLateLockIsLostIfSomebodyHoldsOneThatExcludesIt() throws Exception {
        Repository other = Repository.open(
                inner,
                PASSWORD,
                OpenOptions.defaults(new Identity("there", "user", 1, 1, 8)).withClock(now::get));
        // A program that passes over stale locks and leaves them there.
        other.saveFile(
                FileKind.LOCK, new LockFile(now.get().plus(LATE), true, new Identity("there", "user", 1, 1, 8)).json());
        pass(Clock.OF_DAY, LATE);
        isLost();
        held.close();
        assertThat(files(FileKind.LOCK)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPSHOT", "INDEX"})
    void noClockNeedsToNoticeForWhatNamesOtherFiles(FileKind kind) {
        // A virtual machine that was suspended.
        waiting.pass(Duration.ofSeconds(2));
        removeLocks();
        held.throwIfLost();
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> save(kind))
                .withMessageContaining("was lost: its file is not there any more");
        isLost();
        held.close();
    }

    @Test
    void aStorageThatDoesNotAnswerLosesALateLock() {
        pass(Clock.OF_DAY, LATE);
        storage.plan(Fault.save().of(FileKind.LOCK).failsWith(StorageException.Unusable::new));
        isLost();
        storage.heal();
        isLost();
        held.close();
    }

    @Test
    void tryingAgainEndsWithTheLock() {
        waiting.onSleep(() -> {
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(1)));
            if (now.get().isAfter(Instant.parse("2026-01-01T00:25:00Z"))) {
                removeLocks();
            }
        });
        storage.plan(Fault.save().of(FileKind.SNAPSHOT).fails());
        waiting.pass(Duration.ofSeconds(2));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> save(FileKind.SNAPSHOT))
                .withMessageContaining("was lost");
        assertThat(waiting.slept()).as("with two hours to try").isLessThan(Duration.ofMinutes(40));
        waiting.onSleep(() -> {});
        held.close();
    }

    @Test
    void whoGaveTheLockBackWritesNothingMore() {
        held.close();
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> save(FileKind.SNAPSHOT))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CANCELLED));
        assertThat(files(FileKind.SNAPSHOT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRenewalWhoseAnswerIsLostLeavesNothing(boolean again) throws Exception {
        held.close();
        Repository once = Repository.open(storage, PASSWORD, repository.options());
        RepositoryLock lock = once.locks().takeShared(Duration.ZERO);
        storage.plan(Fault.save().of(FileKind.LOCK).number(1).losesItsAnswer());
        assertThatExceptionOfType(StorageException.class).isThrownBy(lock::refresh);
        assertThat(files(FileKind.LOCK)).hasSize(2);
        if (again) {
            lock.refresh();
            assertThat(files(FileKind.LOCK)).hasSize(1);
        }
        lock.close();
        assertThat(files(FileKind.LOCK)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptedThreadGivesTheLockBack(boolean inAHurry) {
        held.close();
        Repository remote = Repository.open(new InterruptibleStorage(inner), PASSWORD, repository.options());
        RepositoryLock lock = remote.locks().takeExclusive(Duration.ZERO);
        Thread.currentThread().interrupt();
        if (inAHurry) {
            lock.release();
        } else {
            lock.close();
        }
        assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
        assertThat(files(FileKind.LOCK)).isEmpty();
    }

    @Test
    void whoIsInterruptedWhileTakingALockLeavesNone() {
        held.close();
        Repository remote = Repository.open(new InterruptibleStorage(inner), PASSWORD, repository.options());
        waiting.onSleep(() -> Thread.currentThread().interrupt());
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> remote.locks().takeExclusive(Duration.ZERO))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(files(FileKind.LOCK)).isEmpty();
    }

    @Test
    void whoReleasesDoesNotWaitForAStorageThatHangs() throws Exception {
        storage.plan(Fault.remove().of(FileKind.LOCK).hangs());
        held.release();
        assertThat(storage.hanging()).isOne();
    }
}
