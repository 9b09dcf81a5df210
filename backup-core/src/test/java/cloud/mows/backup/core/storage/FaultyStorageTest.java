package cloud.mows.backup.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FaultyStorage.Operation;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FaultyStorageTest extends StorageContractTest {
    private static final ByteSlice CONTENT = ByteSlice.of(bytes(100, 1));
    private final MemoryStorage inner = new MemoryStorage();

    /** Without a fault it keeps the contract. */
    @Override
    protected Storage open() {
        return new FaultyStorage(inner);
    }

    @Test
    void failingHasNoEffect() throws Exception {
        var storage = new FaultyStorage(
                inner, Fault.save().of(FileKind.PACK).number(2).fails());
        storage.save(key(FileKind.PACK, 1), CONTENT);
        storage.save(key(FileKind.INDEX, 2), CONTENT);
        assertThatThrownBy(() -> storage.save(key(FileKind.PACK, 3), CONTENT))
                .isInstanceOf(StorageException.Transient.class);
        storage.save(key(FileKind.PACK, 4), CONTENT);

        assertThat(listing(inner, FileKind.PACK))
                .containsOnlyKeys(
                        key(FileKind.PACK, 1).name(), key(FileKind.PACK, 4).name());
        assertThat(storage.count(Operation.SAVE)).isEqualTo(4);
        assertThat(storage.count(Operation.SAVE, FileKind.PACK)).isEqualTo(3);
    }

    @Test
    void aLostAnswerHasItsEffect() throws Exception {
        var storage = new FaultyStorage(inner, Fault.any().number(1).losesItsAnswer());
        assertThatThrownBy(() -> storage.save(FileKey.CONFIG, CONTENT)).isInstanceOf(StorageException.Transient.class);
        assertThat(storage.size(FileKey.CONFIG)).isEqualTo(100);
    }

    @Test
    void aCrashLeavesNothingAfterIt() throws Exception {
        var storage = new FaultyStorage(inner, Fault.crashAfter(2));
        storage.save(key(FileKind.PACK, 1), CONTENT);
        for (int i = 2; i <= 4; i++) {
            FileKey key = key(FileKind.PACK, i);
            assertThatThrownBy(() -> storage.save(key, CONTENT)).isInstanceOf(StorageException.Unusable.class);
        }
        assertThat(listing(inner, FileKind.PACK)).hasSize(2);
    }

    @Test
    void aReadIsCutOffOrDamaged() throws Exception {
        inner.save(key(FileKind.PACK, 1), CONTENT);
        var storage = new FaultyStorage(inner)
                .plan(Fault.read().number(1).isCutOff())
                .plan(Fault.read().number(1).isDamaged());
        byte[] target = new byte[100];

        assertThatThrownBy(() -> storage.readInto(key(FileKind.PACK, 1), 0, ByteSlice.of(target)))
                .isInstanceOf(StorageException.Transient.class);
        assertThat(target).startsWith(bytes(100, 1)[0]).endsWith((byte) 0);

        byte[] damaged = storage.readAll(key(FileKind.PACK, 1), 100);
        assertThat(damaged).isNotEqualTo(bytes(100, 1));
        damaged[50] ^= 1;
        assertThat(damaged).isEqualTo(bytes(100, 1));
        assertThat(storage.readAll(key(FileKind.PACK, 1), 100)).isEqualTo(bytes(100, 1));
    }

    @Test
    void aListingIsCutOff() throws Exception {
        for (int i = 0; i < 10; i++) {
            inner.save(key(FileKind.PACK, i), CONTENT);
        }
        var storage = new FaultyStorage(inner, Fault.list().isCutOff());
        List<StoredFile> seen = new ArrayList<>();
        assertThatThrownBy(() -> storage.list(FileKind.PACK, seen::add)).isInstanceOf(StorageException.Transient.class);
        assertThat(seen).hasSize(5);
    }

    @Test
    void aHangingOperationEndsWhenInterrupted() throws Exception {
        var storage = new FaultyStorage(inner, Fault.size().hangs());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                storage.size(FileKey.CONFIG);
            } catch (StorageException e) {
                thrown.set(e);
            }
        });
        storage.awaitHanging();
        assertThat(storage.hanging()).isEqualTo(1);
        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(StorageException.Interrupted.class);
        assertThat(storage.hanging()).isZero();
    }

    @Test
    void aSweepMeetsEveryOperation() throws Exception {
        List<Integer> saved = new ArrayList<>();
        long struck = FaultSweep.with(Fault::crashBefore)
                .over(MemoryStorage::new)
                .run(
                        storage -> {
                            for (int i = 0; i < 3; i++) {
                                storage.save(key(FileKind.PACK, i), CONTENT);
                            }
                        },
                        (storage, failure) -> {
                            saved.add(listing(storage, FileKind.PACK).size());
                            assertThat(failure == null).isEqualTo(saved.getLast() == 3);
                        });

        assertThat(struck).isEqualTo(3);
        assertThat(saved).containsExactly(0, 1, 2, 3);
    }
}
