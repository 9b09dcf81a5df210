package cloud.mows.backup.core.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSize;
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
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CacheStorageTest extends StorageContractTest {
    private static final ByteSize ROOM = ByteSize.mib(100);
    private static final byte[] CONTENT = bytes(5000, 1);
    private static final FileKey INDEX = named(FileKind.INDEX, CONTENT);
    private static final byte[] TREES = bytes(500_000, 2);
    private static final FileKey PACK = named(FileKind.PACK, TREES);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path temporary;

    private final MemoryStorage memory = new MemoryStorage();
    private final FaultyStorage below = new FaultyStorage(memory);

    private static FileKey named(FileKind kind, byte[] content) {
        try {
            return new FileKey(
                    kind,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Path folder() {
        return temporary.resolve("cache");
    }

    /** The files of the contract have any names: such are handed through. */
    @Override
    protected Storage open() {
        CacheStorage storage = cache();
        for (int i = 0; i < 20; i += 2) {
            storage.copies().want(key(FileKind.PACK, i));
        }
        return storage;
    }

    private CacheStorage cache() {
        return cache(ROOM);
    }

    private CacheStorage cache(ByteSize room) {
        return new CacheStorage(below, folder(), room, InstantSource.fixed(NOW));
    }

    private CacheStorage wanting(FileKey... packs) {
        CacheStorage storage = cache();
        for (FileKey pack : packs) {
            storage.copies().want(pack);
        }
        return storage;
    }

    private FileKey stored(byte[] pack) throws Exception {
        FileKey key = named(FileKind.PACK, pack);
        memory.save(key, ByteSlice.of(pack));
        return key;
    }

    private static byte[] read(Storage storage, FileKey key, int offset, int length) throws StorageException {
        byte[] part = new byte[length];
        storage.readInto(key, offset, ByteSlice.of(part));
        return part;
    }

    /** That fetch something. */
    private long requests() {
        return below.count(Operation.READ) + below.count(Operation.SIZE);
    }

    @Test
    void documentsAreFetchedOnce() throws Exception {
        memory.save(INDEX, ByteSlice.of(CONTENT));
        for (int i = 0; i < 3; i++) {
            assertThat(cache().readAll(INDEX, 5000)).isEqualTo(CONTENT);
        }
        assertThat(below.count(Operation.READ)).isEqualTo(1);
        assertThatThrownBy(() -> cache().readAll(INDEX, 4999)).isInstanceOf(StorageException.TooLarge.class);
        assertThat(folder().resolve("CACHEDIR.TAG"))
                .content()
                .startsWith("Signature: 8a477f597d28d172789f06886806bc55");
    }

    @Test
    void whatIsSavedNeedNotBeFetched() throws Exception {
        CacheStorage storage = wanting(PACK);
        storage.save(INDEX, ByteSlice.of(CONTENT));
        storage.save(PACK, ByteSlice.of(TREES));

        CacheStorage next = wanting(PACK);
        assertThat(next.readAll(INDEX, 5000)).isEqualTo(CONTENT);
        assertThat(read(next, PACK, 1000, 100)).isEqualTo(Arrays.copyOfRange(TREES, 1000, 1100));
        assertThat(requests()).isZero();
    }

    @Test
    void whatIsNotSavedIsNotKept() {
        below.plan(Fault.save().fails());
        CacheStorage storage = wanting(PACK);
        assertThatThrownBy(() -> storage.save(INDEX, ByteSlice.of(CONTENT)))
                .isInstanceOf(StorageException.Transient.class);
        assertThatThrownBy(() -> storage.save(PACK, ByteSlice.of(TREES)))
                .isInstanceOf(StorageException.Transient.class);
        assertThatThrownBy(() -> storage.readAll(INDEX, 5000)).isInstanceOf(StorageException.NotFound.class);
        assertThatThrownBy(() -> read(storage, PACK, 0, 1)).isInstanceOf(StorageException.NotFound.class);
    }

    @Test
    void aWantedPackIsFetchedAsAWholeWithOneRequest() throws Exception {
        FileKey other = stored(bytes(500_000, 3));
        stored(TREES);
        CacheStorage storage = wanting(PACK);
        for (int i = 0; i < 10; i++) {
            assertThat(read(storage, PACK, 40_000 * i, 100))
                    .isEqualTo(Arrays.copyOfRange(TREES, 40_000 * i, 40_000 * i + 100));
        }
        assertThat(requests()).isEqualTo(1);
        read(storage, other, 0, 100);
        read(storage, other, 0, 100);
        assertThat(requests())
                .as("of a pack that nobody wants, one for each part")
                .isEqualTo(3);
        assertThat(storage.copies().packs()).containsExactly(PACK);
    }

    @Test
    void aLargePackIsFetchedInPieces() throws Exception {
        byte[] content = bytes((21 << 20) + 5, 1);
        FileKey pack = stored(content);
        CacheStorage storage = wanting(pack);
        assertThat(read(storage, pack, 20 << 20, 1000))
                .isEqualTo(Arrays.copyOfRange(content, 20 << 20, (20 << 20) + 1000));
        assertThat(read(storage, pack, content.length - 10, 10))
                .isEqualTo(Arrays.copyOfRange(content, content.length - 10, content.length));
        assertThat(below.count(Operation.READ))
                .as("one that is refused, three pieces")
                .isEqualTo(4);
        assertThat(below.count(Operation.SIZE)).isEqualTo(1);
    }

    @Test
    void aPackThatWouldFillTheCacheIsReadInParts() throws Exception {
        byte[] content = bytes(300_000, 1);
        FileKey pack = stored(content);
        CacheStorage storage = cache(ByteSize.mib(1));
        storage.copies().want(pack);
        for (int i = 0; i < 3; i++) {
            assertThat(read(storage, pack, i, 10)).isEqualTo(Arrays.copyOfRange(content, i, i + 10));
        }
        assertThat(below.count(Operation.READ)).isEqualTo(4);
        assertThat(copies()).isEmpty();
    }

    @Test
    void manyReadersFetchAPackOnce() throws Exception {
        stored(TREES);
        CacheStorage storage = wanting(PACK);
        Callable<byte[]> read = () -> read(storage, PACK, 1000, 10);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(List.of(read, read, read, read, read, read, read, read))) {
                assertThat(done.get()).isEqualTo(Arrays.copyOfRange(TREES, 1000, 1010));
            }
        }
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void whoWaitsGoesOnWhenTheOneWhoFetchesIsInterrupted() throws Exception {
        stored(TREES);
        below.plan(Fault.read().number(1).hangs());
        CacheStorage storage = wanting(PACK);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<byte[]> first = threads.submit(() -> read(storage, PACK, 0, 10));
            below.awaitHanging();
            Future<byte[]> second = threads.submit(() -> read(storage, PACK, 0, 10));
            first.cancel(true);
            assertThat(second.get()).isEqualTo(Arrays.copyOf(TREES, 10));
        }
    }

    @Test
    @Timeout(60)
    void aPackThatWillBeReadIsFetchedMeanwhile() throws Exception {
        List<FileKey> packs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            packs.add(stored(bytes(10_000, i)));
        }
        try (CacheStorage storage = cache()) {
            packs.forEach(storage.copies()::prefetch);
            while (storage.copies().packs().size() < 5) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 5; i++) {
                assertThat(read(storage, packs.get(i), 7, 10)).isEqualTo(Arrays.copyOfRange(bytes(10_000, i), 7, 17));
            }
        }
        assertThat(requests()).isEqualTo(5);
    }

    @Test
    void aFailedPrefetchIsMetByWhoReads() throws Exception {
        stored(TREES);
        below.plan(Fault.read().failsWith(StorageException.Denied::new));
        try (CacheStorage storage = cache()) {
            storage.copies().prefetch(PACK);
            assertThatThrownBy(() -> read(storage, PACK, 0, 10)).isInstanceOf(StorageException.Denied.class);
            below.heal();
            assertThat(read(storage, PACK, 0, 10)).isEqualTo(Arrays.copyOf(TREES, 10));
        }
    }

    @Test
    void closingEndsAPrefetch() throws Exception {
        stored(TREES);
        below.plan(Fault.read().hangs());
        CacheStorage storage = cache();
        storage.copies().prefetch(PACK);
        below.awaitHanging();
        storage.close();
        assertThat(below.hanging()).isZero();
    }

    @Test
    void aFetchThatBreaksOffLeavesNothing() throws Exception {
        byte[] content = bytes(21 << 20, 1);
        FileKey pack = stored(content);
        for (int operation = 1; operation <= 5; operation++) {
            below.plan(Fault.any().number(operation).fails());
            CacheStorage storage = wanting(pack);
            assertThatThrownBy(() -> read(storage, pack, 0, 10)).isInstanceOf(StorageException.Transient.class);
            assertThat(copies()).isEmpty();
            below.heal();
        }
        assertThat(read(wanting(pack), pack, 0, 10)).isEqualTo(Arrays.copyOf(content, 10));
        assertThat(copies()).hasSize(1);
    }

    @Test
    void aDamagedDocumentIsFetchedAgain() throws Exception {
        memory.save(INDEX, ByteSlice.of(CONTENT));
        for (byte[] damaged : List.of(bytes(5000, 2), bytes(4000, 1), new byte[0], new byte[5000])) {
            cache().readAll(INDEX, 5000);
            Files.write(copies().getFirst(), damaged);
            assertThat(cache().readAll(INDEX, 5000)).isEqualTo(CONTENT);
            assertThat(Files.readAllBytes(copies().getFirst())).isEqualTo(CONTENT);
        }
    }

    @Test
    void aShortCopyOfAPackIsFetchedAgain() throws Exception {
        stored(TREES);
        for (int length : new int[] {0, 100, TREES.length - 1}) {
            read(wanting(PACK), PACK, 0, 10);
            Files.write(copies().getFirst(), Arrays.copyOf(TREES, length));
            assertThat(read(wanting(PACK), PACK, TREES.length - 10, 10))
                    .isEqualTo(Arrays.copyOfRange(TREES, TREES.length - 10, TREES.length));
            assertThat(Files.readAllBytes(copies().getFirst())).isEqualTo(TREES);
        }
    }

    @Test
    void aDroppedCopyIsFetchedAgain() throws Exception {
        stored(TREES);
        CacheStorage storage = wanting(PACK);
        read(storage, PACK, 0, 10);
        Files.write(copies().getFirst(), new byte[TREES.length]);
        assertThat(read(storage, PACK, 0, 10)).as("nobody looked yet").containsOnly(0);
        assertThat(storage.copies().drop(PACK)).isTrue();
        assertThat(storage.copies().drop(PACK)).isFalse();
        assertThat(read(storage, PACK, 0, 10)).isEqualTo(Arrays.copyOf(TREES, 10));
        assertThat(Files.readAllBytes(copies().getFirst())).isEqualTo(TREES);
    }

    @Test
    void whatIsDamagedInThePlaceIsNotKept() throws Exception {
        stored(TREES);
        memory.save(INDEX, ByteSlice.of(CONTENT));
        memory.damage(PACK, content -> {
            content[400_000] ^= 1;
            return content;
        });
        memory.damage(INDEX, content -> Arrays.copyOf(content, 3000));
        CacheStorage storage = wanting(PACK);
        assertThat(storage.readAll(INDEX, 5000)).hasSize(3000);
        for (int i = 0; i < 3; i++) {
            assertThat(read(storage, PACK, 100 * i, 10)).isEqualTo(Arrays.copyOfRange(TREES, 100 * i, 100 * i + 10));
        }
        assertThat(copies()).isEmpty();
        assertThat(below.count(Operation.READ, FileKind.PACK))
                .as("the whole is fetched once")
                .isEqualTo(4);
    }

    @Test
    void aRangePastTheEndIsNotFetchedForAgainAndAgain() throws Exception {
        stored(TREES);
        CacheStorage storage = wanting(PACK);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> read(storage, PACK, TREES.length - 5, 10))
                    .isInstanceOf(StorageException.Truncated.class);
        }
        assertThat(below.count(Operation.READ)).isEqualTo(4);
    }

    @Test
    void copiesOfWhatIsGoneGo() throws Exception {
        List<FileKey> keys = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            keys.add(named(FileKind.INDEX, bytes(100, i)));
            cache().save(keys.get(i), ByteSlice.of(bytes(100, i)));
        }
        memory.remove(keys.get(3));
        cache().remove(keys.get(4));
        assertThat(copies()).hasSize(4);
        assertThat(listing(cache(), FileKind.INDEX)).hasSize(3);
        assertThat(copies()).hasSize(3);

        below.plan(Fault.list().isCutOff());
        assertThatThrownBy(() -> cache().list(FileKind.INDEX, file -> {})).isInstanceOf(StorageException.class);
        assertThat(copies()).as("after a listing that broke off").hasSize(3);
    }

    @Test
    void theLeastRecentlyUsedGoForNewOnes() throws Exception {
        List<FileKey> packs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            packs.add(stored(bytes(200_000, i)));
        }
        for (int i = 0; i < 4; i++) {
            read(wanting(packs.get(i)), packs.get(i), 0, 1);
            Files.setLastModifiedTime(copyOf(packs.get(i)), FileTime.from(NOW.minusSeconds(1000 - i)));
        }
        read(wanting(packs.get(0)), packs.get(0), 0, 1);
        assertThat(Files.getLastModifiedTime(copyOf(packs.get(0))).toInstant()).isEqualTo(NOW);

        CacheStorage storage = cache(ByteSize.mib(1));
        for (int i = 4; i < 6; i++) {
            storage.copies().want(packs.get(i));
            read(storage, packs.get(i), 0, 1);
        }
        assertThat(storage.copies().packs())
                .as("used before: the first, then the fourth")
                .containsExactlyInAnyOrder(packs.get(0), packs.get(3), packs.get(4), packs.get(5));
        for (FileKey pack : packs) {
            storage.copies().want(pack);
            assertThat(read(storage, pack, 0, 10)).isEqualTo(read(memory, pack, 0, 10));
            assertThat(copies()).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void whatAKilledProcessBeganGoesAfterADay() throws Exception {
        stored(TREES);
        read(wanting(PACK), PACK, 0, 1);
        Path old = Files.write(copyOf(PACK).resolveSibling(".tmp-1"), CONTENT);
        Path fresh = Files.write(copyOf(PACK).resolveSibling(".tmp-2"), CONTENT);
        Files.setLastModifiedTime(old, FileTime.from(NOW.minusSeconds(100_000)));
        Files.setLastModifiedTime(fresh, FileTime.from(NOW.minusSeconds(1000)));
        assertThat(cache().copies().packs()).containsExactly(PACK);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    /** Another process may do this at any time. */
    @Test
    void theFolderMayVanish() throws Exception {
        stored(TREES);
        CacheStorage storage = wanting(PACK);
        read(storage, PACK, 0, 1);
        remove(folder());
        assertThat(read(storage, PACK, 0, 10)).isEqualTo(Arrays.copyOf(TREES, 10));
        assertThat(copies()).hasSize(1);
        remove(folder());
        assertThat(storage.copies().packs()).isEmpty();
        assertThat(storage.copies().drop(PACK)).isFalse();
        storage.save(INDEX, ByteSlice.of(CONTENT));
        assertThat(storage.isUsable()).isTrue();
    }

    @Test
    void aTemporaryCacheLeavesNothing() throws Exception {
        stored(TREES);
        List<Path> before = temporaryCaches();
        try (Storage storage = CacheStorage.temporary(below, InstantSource.system())) {
            storage.copies().want(PACK);
            for (int i = 0; i < 3; i++) {
                read(storage, PACK, i, 10);
            }
            assertThat(storage.copies().packs()).hasSize(1);
        }
        assertThat(requests()).isEqualTo(1);
        assertThat(temporaryCaches()).isEqualTo(before);
    }

    private static List<Path> temporaryCaches() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .startsWith("mows-backup-cache"
                                    + ProcessHandle.current().pid() + "-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void withoutADiskThePlaceAnswers() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "where the cache should be");
        CacheStorage storage = new CacheStorage(below, file, ROOM, InstantSource.system());
        assertThat(storage.isUsable()).isFalse();
        storage.copies().want(PACK);
        storage.save(INDEX, ByteSlice.of(CONTENT));
        storage.save(PACK, ByteSlice.of(TREES));
        assertThat(storage.readAll(INDEX, 5000)).isEqualTo(CONTENT);
        assertThat(read(storage, PACK, 5, 10)).isEqualTo(Arrays.copyOfRange(TREES, 5, 15));
        assertThat(listing(storage, FileKind.INDEX)).hasSize(1);
        storage.remove(INDEX);
    }

    @Test
    void aDiskThatFailsInBetweenIsDoneWithout() throws Exception {
        stored(TREES);
        CacheStorage storage = wanting(PACK);
        remove(folder());
        Files.writeString(folder(), "in the way");
        assertThat(read(storage, PACK, 5, 10)).isEqualTo(Arrays.copyOfRange(TREES, 5, 15));
        assertThat(storage.isUsable()).isFalse();
        assertThat(read(storage, PACK, 5, 10)).isEqualTo(Arrays.copyOfRange(TREES, 5, 15));
    }

    private static void remove(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path copyOf(FileKey key) {
        return folder().resolve(key.kind().folder())
                .resolve(key.name().substring(0, 2))
                .resolve(key.name());
    }

    private List<Path> copies() throws Exception {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("CACHEDIR.TAG"))
                    .toList();
        }
    }
}
