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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheStorageTest extends StorageContractTest {
    private static final FileKey INDEX = key(FileKind.INDEX, 1);
    private static final FileKey PACK = key(FileKind.PACK, 1);

    @TempDir
    private Path temporary;

    private final MemoryStorage memory = new MemoryStorage();
    private final FaultyStorage below = new FaultyStorage(memory);

    private Path folder() {
        return temporary.resolve("cache");
    }

    @Override
    protected Storage open() {
        CacheStorage storage = cache();
        for (int i = 0; i < 20; i += 2) {
            storage.cachePack(key(FileKind.PACK, i));
        }
        return storage;
    }

    private CacheStorage cache() {
        return new CacheStorage(below, folder());
    }

    @Test
    void smallFilesAreFetchedOnce() throws Exception {
        memory.save(INDEX, ByteSlice.of(bytes(5000, 1)));
        for (int i = 0; i < 3; i++) {
            assertThat(cache().readAll(INDEX, 5000)).isEqualTo(bytes(5000, 1));
        }
        assertThat(below.count(Operation.READ)).isEqualTo(1);
        assertThatThrownBy(() -> cache().readAll(INDEX, 4999)).isInstanceOf(StorageException.TooLarge.class);
        assertThat(folder().resolve("CACHEDIR.TAG"))
                .content()
                .startsWith("Signature: 8a477f597d28d172789f06886806bc55");
    }

    @Test
    void whatIsSavedNeedNotBeFetched() throws Exception {
        cache().save(INDEX, ByteSlice.of(bytes(5000, 1)));
        assertThat(cache().readAll(INDEX, 5000)).isEqualTo(bytes(5000, 1));
        byte[] part = new byte[100];
        cache().readInto(INDEX, 1000, ByteSlice.of(part));
        assertThat(part).isEqualTo(Arrays.copyOfRange(bytes(5000, 1), 1000, 1100));
        assertThat(below.count(Operation.READ)).isZero();
    }

    @Test
    void whatIsNotSavedIsNotKept() {
        below.plan(Fault.save().fails());
        assertThatThrownBy(() -> cache().save(INDEX, ByteSlice.of(bytes(5000, 1))))
                .isInstanceOf(StorageException.Transient.class);
        assertThatThrownBy(() -> cache().readAll(INDEX, 5000)).isInstanceOf(StorageException.NotFound.class);
    }

    @Test
    void packsOfTreesAreKeptOthersAreNot() throws Exception {
        byte[] content = bytes((3 << 20) + 5, 1);
        memory.save(PACK, ByteSlice.of(content));
        memory.save(key(FileKind.PACK, 2), ByteSlice.of(content));
        CacheStorage storage = cache();
        storage.cachePack(PACK);
        byte[] part = new byte[100];
        for (int i = 0; i < 10; i++) {
            storage.readInto(PACK, 300_000L * i, ByteSlice.of(part));
            assertThat(part).isEqualTo(Arrays.copyOfRange(content, 300_000 * i, 300_000 * i + 100));
        }
        assertThat(below.count(Operation.READ)).as("pieces of one mebibyte").isEqualTo(4);
        storage.readInto(key(FileKind.PACK, 2), 0, ByteSlice.of(part));
        storage.readInto(key(FileKind.PACK, 2), 0, ByteSlice.of(part));
        assertThat(below.count(Operation.READ)).isEqualTo(6);
    }

    @Test
    void manyReadersFetchAPackOnce() throws Exception {
        memory.save(PACK, ByteSlice.of(bytes(500_000, 1)));
        CacheStorage storage = cache();
        storage.cachePack(PACK);
        Callable<Void> read = () -> {
            storage.readInto(PACK, 1000, ByteSlice.of(new byte[10]));
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(List.of(read, read, read, read, read, read, read, read))) {
                done.get();
            }
        }
        assertThat(below.count(Operation.READ)).isEqualTo(1);
    }

    @Test
    void aFetchThatBreaksOffLeavesNothing() throws Exception {
        memory.save(PACK, ByteSlice.of(bytes(3 << 20, 1)));
        below.plan(Fault.read().number(2).fails());
        CacheStorage storage = cache();
        storage.cachePack(PACK);
        assertThatThrownBy(() -> storage.readInto(PACK, 0, ByteSlice.of(new byte[10])))
                .isInstanceOf(StorageException.Transient.class);
        assertThat(copies()).isEmpty();
        storage.readInto(PACK, 0, ByteSlice.of(new byte[10]));
        assertThat(copies()).hasSize(1);
    }

    @Test
    void aDamagedCopyIsFetchedAgain() throws Exception {
        memory.save(INDEX, ByteSlice.of(bytes(5000, 1)));
        CacheStorage storage = cache();
        storage.readAll(INDEX, 5000);
        Files.write(copies().getFirst(), bytes(5000, 2));
        assertThat(storage.readAll(INDEX, 5000)).isEqualTo(bytes(5000, 2));
        storage.forget(INDEX);
        assertThat(storage.readAll(INDEX, 5000)).isEqualTo(bytes(5000, 1));

        Files.write(copies().getFirst(), new byte[0]);
        assertThat(storage.readAll(INDEX, 5000)).as("empty after a power cut").isEqualTo(bytes(5000, 1));
    }

    @Test
    void copiesOfWhatIsGoneGo() throws Exception {
        for (int i = 0; i < 5; i++) {
            cache().save(key(FileKind.INDEX, i), ByteSlice.of(bytes(100, i)));
        }
        memory.remove(key(FileKind.INDEX, 3));
        cache().remove(key(FileKind.INDEX, 4));
        assertThat(copies()).hasSize(4);
        assertThat(listing(cache(), FileKind.INDEX)).hasSize(3);
        assertThat(copies()).hasSize(3);

        below.plan(Fault.list().isCutOff());
        assertThatThrownBy(() -> cache().list(FileKind.INDEX, file -> {})).isInstanceOf(StorageException.class);
        assertThat(copies()).as("after a listing that broke off").hasSize(3);
    }

    @Test
    void withoutADiskThePlaceAnswers() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "where the cache should be");
        CacheStorage storage = new CacheStorage(below, file);
        assertThat(storage.isUsable()).isFalse();
        storage.save(INDEX, ByteSlice.of(bytes(100, 1)));
        assertThat(storage.readAll(INDEX, 100)).isEqualTo(bytes(100, 1));
        assertThat(listing(storage, FileKind.INDEX)).hasSize(1);
        storage.remove(INDEX);
    }

    private List<Path> copies() throws Exception {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("CACHEDIR.TAG"))
                    .toList();
        }
    }
}
