package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.layer.ManualWaiting;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocksTest {
    /** No process has this number: the kernel's limit is 2^22. */
    private static final long NOBODY = 1 << 30;

    private static final String SPACE = "boot/1";
    private static final Password PASSWORD = Password.of("password");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final ManualWaiting waiting = new ManualWaiting();
    private final MemoryStorage inner = new MemoryStorage();
    private final FaultyStorage storage = new FaultyStorage(inner);
    private final Repository here = Repository.create(
            storage,
            PASSWORD,
            new ScryptParameters(2, 1, 1),
            options("here", ProcessHandle.current().pid()));

    private OpenOptions options(String host, long pid) {
        return OpenOptions.defaults(new Identity(host, "user", 1, 1, pid, SPACE))
                .withClock(now::get)
                .withWaiting(waiting);
    }

    private Repository other(String pidSpace) {
        Identity identity = new Identity("here", "user", 1, 1, NOBODY, pidSpace);
        return Repository.open(
                inner,
                PASSWORD,
                OpenOptions.defaults(identity).withClock(now::get).withWaiting(waiting));
    }

    private Repository other(String host, long pid) {
        return Repository.open(inner, PASSWORD, options(host, pid));
    }

    private int locks() {
        int[] count = new int[1];
        inner.list(FileKind.LOCK, file -> count[0]++);
        return count[0];
    }

    private static RepositoryLock lock(Repository repository, boolean exclusive) {
        return exclusive
                ? repository.locks().takeExclusive(Duration.ZERO)
                : repository.locks().takeShared(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"false,false,true", "false,true,false", "true,false,false", "true,true,false"})
    void sharedLocksStandBesideEachOtherOnly(boolean first, boolean second, boolean together) {
        RepositoryLock held = lock(here, first);
        if (together) {
            lock(other("there", 7), second).close();
        } else {
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(() -> lock(other("there", 7), second))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REPOSITORY_LOCKED))
                    .withMessage("the repository is locked " + (first ? "exclusively " : "") + "by process "
                            + ProcessHandle.current().pid() + " of user on here since 2026-01-01T00:00:00Z");
        }
        assertThat(locks()).as("who did not get it leaves nothing").isOne();
        held.close();
        assertThat(locks()).isZero();
        lock(other("there", 7), second).close();
        held.close();
    }

    @ParameterizedTest
    @CsvSource({"false,true", "true,false", "true,true"})
    void aLockIsDoubtfulAfterHalfAnHourAndWatchedBeforeItCountsAsAbandoned(boolean first, boolean second) {
        RepositoryLock held = lock(here, first);
        now.updateAndGet(t -> t.plus(LockFile.STALE_AFTER));
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> lock(other("there", 7), second));
        assertThat(other("there", 7).locks().removeStale().removed()).isZero();
        now.updateAndGet(t -> t.plusMillis(1));
        Duration before = waiting.slept();
        List<String> notes = new ArrayList<>();
        Locks locks = other("there", 7).locks().telling(notes::add);
        RepositoryLock taken = second ? locks.takeExclusive(Duration.ZERO) : locks.takeShared(Duration.ZERO);
        assertThat(waiting.slept().minus(before)).isBetween(StaleWatch.PATIENCE, StaleWatch.PATIENCE.plusSeconds(30));
        assertThat(notes).singleElement().asString().contains("of user on here since 2026", "mows-backup unlock");
        assertThat(locks()).as("the abandoned one went").isOne();
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(held::throwIfLost)
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REPOSITORY_LOCKED));
        taken.close();
        held.close();
    }

    @Test
    void whoWaitsIsToldOfItOnceInResticsWords() {
        RepositoryLock held = lock(here, true);
        List<String> notes = new ArrayList<>();
        Locks locks = other("there", 7).locks().telling(notes::add);
        waiting.onSleep(() -> now.updateAndGet(t -> t.plus(Duration.ofSeconds(20))));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> locks.takeShared(Duration.ofSeconds(90)))
                .satisfies(e -> assertThat(e.problem().asRestic())
                        .contains("the `unlock` command can be used to remove stale locks"));
        assertThat(notes)
                .singleElement()
                .asString()
                .endsWith(
                        "of user on here since 2026-01-01T00:00:00Z: repo already locked, waiting up to 1m30s for the lock");
        held.close();
    }

    @Test
    void aLockOfAnotherClockThatIsRenewedKeepsOthersOut() {
        AtomicReference<Instant> slow = new AtomicReference<>(now.get().minus(Duration.ofHours(2)));
        RepositoryLock held = Repository.open(
                        inner, PASSWORD, options("slow", 9).withClock(slow::get))
                .locks()
                .takeShared(Duration.ZERO);
        waiting.onSleep(() -> {
            if (waiting.slept().toSeconds() % 60 == 0) {
                slow.updateAndGet(t -> t.plus(Duration.ofMinutes(1)));
                held.refresh();
            }
        });
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> lock(here, true))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REPOSITORY_LOCKED))
                .withMessageContaining("of user on slow since 2025-12-31T22:")
                .withMessageContaining("the clocks of its machine and of this one differ");
        assertThat(locks()).isOne();
        waiting.onSleep(() -> {});
        held.close();
        lock(here, true).close();
    }

    @Test
    void aLockFromTheFutureIsToldAndKeepsOthersOutOnlyWhileItIsRenewed() {
        now.updateAndGet(t -> t.plus(Duration.ofHours(3)));
        lock(other("there", 7), true);
        now.updateAndGet(t -> t.minus(Duration.ofHours(3)));
        List<String> notes = new ArrayList<>();
        here.locks().telling(notes::add).takeShared(Duration.ZERO).close();
        assertThat(notes).hasSize(2);
        assertThat(notes.getLast()).contains("watching for 6 minutes");
        assertThat(notes.getFirst()).contains("on there since 2026-01-01T03:00:00Z is from the future");
        assertThat(locks()).isZero();
    }

    @Test
    void aLockOfAProcessThatIsGoneIsStaleOnItsHostOnly() {
        lock(other("here", NOBODY), true);
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> lock(other("there", 7), false));
        lock(here, true).close();
        assertThat(locks()).as("nobody needs to unlock").isZero();
    }

    @Test
    void aProcessThatCannotBeSeenFromHereMayStillRun() {
        lock(other("boot/2"), true);
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> lock(here, false));
        assertThat(here.locks().removeStale().removed())
                .as("a container that shares the name")
                .isZero();
        now.updateAndGet(t -> t.plus(LockFile.STALE_AFTER).plusMillis(1));
        assertThat(here.locks().removeStale().removed()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "another boot/1", "odd"})
    void aHostsNameIsProofOnlyForWhoAsks(String pidSpace) {
        lock(other(pidSpace), true);
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> lock(here, false))
                .satisfies(e -> assertThat(e.problem().hint()).contains("--retry-lock", "mows-backup unlock"));
        assertThat(other("there", 7).locks().removeStale().removed())
                .as("on another host")
                .isZero();
        assertThat(here.locks().removeStale().removed())
                .as("as restic unlock does")
                .isOne();
        lock(here, true).close();
    }

    @Test
    void aLockOfYesterdayIsRemovedByWhoeverLocksNext() {
        lock(here, false);
        now.updateAndGet(t -> t.plus(Duration.ofDays(1)));
        lock(other("there", 7), false).close();
        assertThat(locks()).isOne();
        now.updateAndGet(t -> t.plusMillis(1));
        storage.plan(Fault.remove().number(1).fails());
        lock(here, false).close();
        lock(other("there", 7), false).close();
        assertThat(locks()).isZero();
    }

    @Test
    void refreshingKeepsItAndSomeLockIsThereAllTheTime() throws Exception {
        RepositoryLock held = lock(here, true);
        for (int i = 0; i < 5; i++) {
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(20)));
            held.refresh();
            held.throwIfLost();
            assertThat(locks()).isOne();
            assertThatExceptionOfType(BackupException.class).isThrownBy(() -> lock(other("there", 7), false));
        }
        held.close();
        assertThat(locks()).isZero();
    }

    @Test
    void aLockThatCouldNotBeRemovedIsRemovedLater() throws Exception {
        RepositoryLock held = lock(here, false);
        storage.plan(Fault.remove().number(1).fails());
        assertThatExceptionOfType(StorageException.class).isThrownBy(held::refresh);
        assertThat(locks()).isEqualTo(2);
        held.refresh();
        assertThat(locks()).isOne();
        held.close();
        assertThat(locks()).isZero();
    }

    @Test
    void whoFailsWhileLookingLeavesNoLock() {
        storage.plan(Fault.list().of(FileKind.LOCK).number(2).fails());
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> lock(here, true));
        assertThat(locks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereNoLockCanBeWrittenReadersLearnOfAnotherWay(boolean exclusive) {
        storage.plan(Fault.save().of(FileKind.LOCK).number(1).failsWith(StorageException.Denied::new));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> lock(here, exclusive))
                .satisfies(e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.STORAGE);
                    assertThat(e.problem().message()).startsWith("no lock can be written: ");
                    assertThat(e.problem().hint())
                            .isEqualTo("check the permissions of this storage; commands that only read work with"
                                    + " --no-lock");
                });
    }

    @Test
    void anEmptyLockIsPassedOverAndADamagedOneIsNot() throws Exception {
        FileKey empty = new FileKey(FileKind.LOCK, "e".repeat(64));
        inner.save(empty, ByteSlice.EMPTY);
        lock(here, true).close();

        FileKey damaged = new FileKey(FileKind.LOCK, "d".repeat(64));
        inner.save(damaged, ByteSlice.of(new byte[100]));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> lock(here, false))
                .satisfies(e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.DAMAGED);
                    assertThat(e.problem().message()).startsWith("locks/dddddddd: its content has the hash ");
                    assertThat(e.problem().hint()).contains("unlock --remove-all");
                });
        assertThat(here.locks().removeStale().removed()).isZero();
        assertThat(here.locks().removeAll().removed()).isEqualTo(2);
        lock(here, true).close();
    }

    @Test
    void readsResticsLocks() throws Exception {
        String json = "{\"time\":\"2026-01-01T01:30:00.123456789+02:00\",\"exclusive\":true,\"hostname\":\"h\","
                + "\"username\":\"u\",\"pid\":12,\"uid\":1000,\"gid\":1001}";
        LockFile lock = LockFile.read(ByteSlice.of(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(lock)
                .isEqualTo(new LockFile(
                        Instant.parse("2025-12-31T23:30:00.123456789Z"), true, new Identity("h", "u", 1000, 1001, 12)));
        assertThat(LockFile.read(lock.json())).isEqualTo(lock);
        LockFile ours = new LockFile(now.get(), false, new Identity("h", "u", 1, 2, 3, SPACE));
        assertThat(LockFile.read(ours.json())).isEqualTo(ours);
    }

    @Test
    void timesAtTheEndOfTheWorldDoNotBreakIt() {
        Identity identity = new Identity("h", "u", 1, 1, 1);
        assertThat(new LockFile(Instant.MAX, false, identity).isDoubtful(now.get()))
                .isTrue();
        assertThat(new LockFile(Instant.MIN, false, identity).isDoubtful(now.get()))
                .isTrue();
    }

    @Test
    void whoUnlocksLearnsWhatStaysAndWhy() throws Exception {
        lock(here, false);
        lock(other("there", 7), false);
        lock(other("boot/2"), false);
        now.updateAndGet(t -> t.minus(Duration.ofMinutes(90)));
        inner.save(new FileKey(FileKind.LOCK, "d".repeat(64)), ByteSlice.of(new byte[100]));

        Unlocked future = here.locks().removeStale();
        assertThat(future.removed()).isZero();
        assertThat(future.left()).hasSize(4);
        assertThat(future.left())
                .filteredOn(left -> left.contains("its time lies 90 minutes in the future"))
                .hasSize(3);
        assertThat(future.left().getFirst()).startsWith("a lock that cannot be read: locks/dddddddd: ");

        now.updateAndGet(t -> t.plus(Duration.ofMinutes(91)));
        assertThat(here.locks().removeStale().left())
                .anySatisfy(left -> assertThat(left)
                        .matches(
                                "the lock held by process 7 of user on there since 2026-01-01T00:00:00Z: it was renewed 1"
                                        + " minute ago and counts as abandoned after 30 minutes"))
                .anySatisfy(
                        left -> assertThat(left).contains("its process runs on this machine; it was renewed 1 minute"));
        now.updateAndGet(t -> t.plus(Duration.ofMinutes(30)));
        assertThat(here.locks().removeStale().removed()).isEqualTo(3);
    }
}
