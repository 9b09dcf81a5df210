package cloud.mows.backup.core.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FaultyStorage.Operation;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryStorageTest extends StorageContractTest {
    private static final ByteSlice CONTENT = ByteSlice.of(bytes(100, 1));
    private final MemoryStorage memory = new MemoryStorage();
    private final ManualWaiting time = new ManualWaiting();
    private final List<String> heard = new ArrayList<>();

    /** The contract must hold although every operation fails at first and every save loses its answer. */
    @Override
    protected Storage open() {
        Storage faulty = new FaultyStorage(
                memory,
                Fault.save().number(1).losesItsAnswer(),
                Fault.save().from(3).times(2).losesItsAnswer(),
                Fault.read().from(1).times(2).isCutOff(),
                Fault.list().number(1).isCutOff(),
                Fault.list().number(2).losesItsAnswer(),
                Fault.remove().number(1).losesItsAnswer(),
                Fault.size().number(1).fails(),
                Fault.create().number(1).fails());
        return new RetryStorage(faulty, RetryPolicy.DEFAULT, new ManualWaiting(), new Random(1), RetryListener.SILENT);
    }

    private RetryStorage retrying(Storage below) {
        return retrying(below, RetryPolicy.DEFAULT);
    }

    private RetryStorage retrying(Storage below, RetryPolicy policy) {
        return new RetryStorage(below, policy, time, new Random(1), (failure, attempt, wait) -> {
            synchronized (heard) {
                heard.add(attempt + " " + failure.getClass().getSimpleName());
            }
        });
    }

    @Test
    void aConfigWhoseAnswerWasLostIsOurs() throws Exception {
        RetryStorage storage =
                retrying(new FaultyStorage(memory, Fault.save().number(1).losesItsAnswer()));
        storage.save(FileKey.CONFIG, CONTENT);
        assertThat(memory.readAll(FileKey.CONFIG, 100)).isEqualTo(bytes(100, 1));
        assertThat(heard).containsExactly("1 Transient");
    }

    @Test
    void aConfigOfSomebodyElseIsNotOurs() throws Exception {
        memory.save(FileKey.CONFIG, ByteSlice.of(bytes(100, 2)));
        RetryStorage storage =
                retrying(new FaultyStorage(memory, Fault.save().number(1).fails()));
        assertThatThrownBy(() -> storage.save(FileKey.CONFIG, CONTENT))
                .isInstanceOf(StorageException.AlreadyExists.class);
    }

    @Test
    void whatIsNotPassingIsNotTriedAgain() {
        FaultyStorage faulty = new FaultyStorage(memory, Fault.save().failsWith(StorageException.Full::new));
        assertThatThrownBy(() -> retrying(faulty).save(FileKey.CONFIG, CONTENT))
                .isInstanceOf(StorageException.Full.class);
        assertThat(faulty.count(Operation.SAVE)).isEqualTo(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void itEndsAfterSoManyAttempts() {
        FaultyStorage faulty = new FaultyStorage(memory, Fault.size().fails());
        RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofHours(1));
        assertThatThrownBy(() -> retrying(faulty, policy).size(FileKey.CONFIG))
                .isInstanceOf(StorageException.Transient.class);
        assertThat(faulty.count(Operation.SIZE)).isEqualTo(5);
        assertThat(time.sleeps()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(time.sleeps().get(i)).isBetween(Duration.ZERO, Duration.ofMillis(Math.min(400, 100L << i)));
        }
    }

    @Test
    void itEndsAfterSoMuchTime() {
        FaultyStorage faulty = new FaultyStorage(memory, Fault.size().fails());
        RetryPolicy policy =
                new RetryPolicy(1_000_000, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(15));
        assertThatThrownBy(() -> retrying(faulty, policy).size(FileKey.CONFIG))
                .isInstanceOf(StorageException.Transient.class);
        assertThat(time.slept()).isBetween(Duration.ofMinutes(13), Duration.ofMinutes(15));
    }

    @Test
    void waitingIsInterruptible() {
        FaultyStorage faulty = new FaultyStorage(memory, Fault.size().fails());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> retrying(faulty).size(FileKey.CONFIG))
                .isInstanceOf(StorageException.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoeverIsInterruptedHearsWhatWasTriedAgain() {
        Iterator<StorageException> answers = List.<StorageException>of(
                        new StorageException.Transient("no route to host", null),
                        new StorageException.Interrupted("interrupted", null))
                .iterator();
        Storage failing = new StorageLayer(memory) {
            @Override
            public long size(FileKey key) throws StorageException {
                throw answers.next();
            }
        };
        assertThatThrownBy(() -> retrying(failing).size(FileKey.CONFIG))
                .isInstanceOf(StorageException.Interrupted.class)
                .hasMessage("interrupted while trying again: no route to host");
    }

    @Test
    void aLongListingThatBreaksOffIsPassedOnceAndWhole() throws Exception {
        for (int i = 0; i < 40_000; i++) {
            memory.save(new FileKey(FileKind.PACK, String.format("%064x", i)), ByteSlice.EMPTY);
        }
        RetryStorage storage =
                retrying(new FaultyStorage(memory, Fault.list().times(2).isCutOff()));
        Map<String, Long> files = listing(storage, FileKind.PACK);
        assertThat(files).hasSize(40_000).containsKey(String.format("%064x", 39_999));
        assertThat(heard).hasSize(2);
    }
}
