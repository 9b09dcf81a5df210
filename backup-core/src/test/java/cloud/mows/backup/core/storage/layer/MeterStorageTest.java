package cloud.mows.backup.core.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;

class MeterStorageTest extends StorageContractTest {
    private final MemoryStorage memory = new MemoryStorage();

    @Override
    protected Storage open() {
        return new MeterStorage(memory);
    }

    @Test
    void everyOperationIsCountedByKind() throws Exception {
        MeterStorage storage = new MeterStorage(memory);
        FileKey pack = key(FileKind.PACK, 1);
        storage.save(pack, ByteSlice.of(bytes(100, 1)));
        storage.readInto(pack, 10, ByteSlice.of(new byte[20]));
        storage.readAll(pack, 100);
        storage.size(pack);
        storage.list(FileKind.PACK, file -> {});
        storage.remove(pack);
        assertThatThrownBy(() -> storage.size(pack)).isInstanceOf(StorageException.NotFound.class);
        storage.save(key(FileKind.INDEX, 1), ByteSlice.of(bytes(7, 1)));

        assertThat(storage.count(FileKind.PACK)).isEqualTo(new MeterStorage.Count(1, 100, 2, 120, 2, 1, 1, 1));
        assertThat(storage.total().bytesSaved()).isEqualTo(107);
        assertThat(storage.total().operations()).isEqualTo(8);
    }
}
