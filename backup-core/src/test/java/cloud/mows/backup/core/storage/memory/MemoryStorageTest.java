package cloud.mows.backup.core.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import org.junit.jupiter.api.Test;

class MemoryStorageTest extends StorageContractTest {
    private final MemoryStorage storage = new MemoryStorage();

    @Override
    protected Storage open() {
        return storage;
    }

    @Test
    void aCopyGoesItsOwnWay() throws Exception {
        storage.save(FileKey.CONFIG, ByteSlice.of(new byte[] {1, 2}));
        MemoryStorage copy = storage.copy();
        copy.damage(FileKey.CONFIG, content -> new byte[] {9, content[1]});

        assertThat(storage.readAll(FileKey.CONFIG, 10)).containsExactly(1, 2);
        assertThat(copy.readAll(FileKey.CONFIG, 10)).containsExactly(9, 2);
        assertThat(copy.bytes()).isEqualTo(2);
    }
}
