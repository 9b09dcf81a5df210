package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.layer.GatheredSaves;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PackWriterTest {
    private static final Password PASSWORD = Password.of("password");
    private static final Identity IDENTITY = new Identity("host", "user", 1000, 1000, 1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final OpenOptions options =
            OpenOptions.defaults(IDENTITY).withPackSize(ByteSize.mib(1)).withClock(now::get);
    private final FaultyStorage storage = new FaultyStorage(new MemoryStorage());
    private final Repository repository = Repository.create(storage, PASSWORD, new ScryptParameters(2, 1, 1), options);
    private final List<Repository> opened = new ArrayList<>(List.of(repository));

    @AfterEach
    void close() {
        opened.forEach(Repository::close);
    }

    private static ByteSlice noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return ByteSlice.of(bytes);
    }

    private PackWriter.Saved save(PackWriter writer, ByteSlice plain) {
        try (Coder coder = repository.coder()) {
            return writer.save(BlobType.DATA, plain, coder);
        }
    }

    private Repository reopened(Storage place) {
        Repository again = Repository.open(place, PASSWORD, options);
        opened.add(again);
        return again;
    }

    private static void assertReadable(Repository repository, Map<BlobId, ByteSlice> blobs) {
        blobs.forEach(
                (id, plain) -> assertThat(repository.load(BlobType.DATA, id)).isEqualTo(plain));
    }

    @Test
    void whatWasFlushedIsReadByTheNextOne() {
        Map<BlobId, ByteSlice> saved = new ConcurrentHashMap<>();
        try (PackWriter writer = repository.writer()) {
            for (int i = 0; i < 300; i++) {
                ByteSlice plain = i % 2 == 0
                        ? noise(i, i * 50 + 1)
                        : ByteSlice.of("abc".repeat(i * 40).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                PackWriter.Saved blob = save(writer, plain);
                assertThat(blob.isNew()).isTrue();
                assertThat(blob.storedBytes()).isBetween(33, plain.length() + 32);
                assertThat(save(writer, plain)).isEqualTo(new PackWriter.Saved(blob.id(), false, 0));
                saved.put(blob.id(), plain);
            }
            writer.flush();
            assertReadable(repository, saved);
            int files = repository.names(FileKind.INDEX).size();
            writer.flush();
            assertThat(repository.names(FileKind.INDEX)).as("nothing to flush").hasSize(files);
        }
        assertReadable(reopened(storage.inner()), saved);
    }

    @Test
    void whatWasNotFlushedIsNotKnown() {
        BlobId id;
        try (PackWriter writer = repository.writer()) {
            id = save(writer, noise(1, 1000)).id();
            assertThat(repository.index().has(BlobType.DATA, id)).isTrue();
        }
        assertThat(repository.index().has(BlobType.DATA, id)).isFalse();
        try (PackWriter writer = repository.writer()) {
            assertThat(save(writer, noise(1, 1000)).isNew()).isTrue();
            writer.flush();
        }
        assertThat(repository.load(BlobType.DATA, id)).isEqualTo(noise(1, 1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 20})
    void packsAreStoredOnAllConnectionsAtOnce(int connections) {
        GatheredSaves gathered = new GatheredSaves(storage.inner(), connections);
        Repository connected = reopened(gathered);
        Map<BlobId, ByteSlice> saved = new ConcurrentHashMap<>();
        try (PackWriter writer = connected.writer();
                Coder coder = connected.coder()) {
            for (int i = 0; i < 2 * connections; i++) {
                ByteSlice plain = noise(i, 1 << 20);
                saved.put(writer.save(BlobType.DATA, plain, coder).id(), plain);
            }
            writer.flush();
        }
        assertThat(gathered.most()).isEqualTo(connections);
        assertReadable(connected, saved);
    }

    @Test
    void thereIsOneWriterAtATime() {
        try (PackWriter writer = repository.writer()) {
            assertThatIllegalStateException().isThrownBy(repository::writer);
            writer.flush();
        }
        repository.writer().close();
    }

    @Test
    void aBlobLargerThanAPackGetsOneOfItsOwn() {
        Map<BlobId, ByteSlice> saved = new ConcurrentHashMap<>();
        try (PackWriter writer = repository.writer()) {
            for (int length : new int[] {10, 5_000_000, 20, 2 << 20, (1 << 20) + 1, 30}) {
                saved.put(save(writer, noise(length, length)).id(), noise(length, length));
            }
            writer.flush();
        }
        assertReadable(reopened(storage.inner()), saved);
    }

    @Test
    void anIndexFileIsStoredEverySoOften() {
        try (PackWriter writer = repository.writer()) {
            for (int i = 0; i < PackWriter.UNINDEXED_BLOBS_MAX - 1; i++) {
                save(writer, noise(i, 8));
            }
            assertThat(repository.names(FileKind.INDEX)).isEmpty();
            save(writer, noise(-1, 8));
            assertThat(repository.names(FileKind.INDEX)).hasSize(1);

            now.updateAndGet(t -> t.plus(PackWriter.UNINDEXED_AGE_MAX));
            save(writer, noise(-2, 8));
            assertThat(repository.names(FileKind.INDEX)).hasSize(1);
            now.updateAndGet(t -> t.plus(Duration.ofMillis(1)));
            save(writer, noise(-3, 8));
            assertThat(repository.names(FileKind.INDEX)).hasSize(2);
        }
        Repository again = reopened(storage.inner());
        assertThat(again.load(BlobType.DATA, again.coder().id(noise(-3, 8)))).isEqualTo(noise(-3, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void manyThreadsSaveTheSameAndOtherBlobs(int threads) throws Exception {
        Map<BlobId, ByteSlice> saved = new ConcurrentHashMap<>();
        AtomicInteger written = new AtomicInteger();
        try (PackWriter writer = repository.writer();
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                Callable<Void> task = () -> {
                    for (int i = 0; i < 200; i++) {
                        // A third is everybody's.
                        long seed = i % 3 == 0 ? i : i + 1_000_000L * (thread + 1);
                        ByteSlice plain = noise(seed, 1 + (int) (seed * 7919 % 40_000));
                        PackWriter.Saved blob = save(writer, plain);
                        if (blob.isNew()) {
                            written.incrementAndGet();
                        }
                        saved.put(blob.id(), plain);
                        if (i % 60 == 59) {
                            writer.flush();
                        }
                    }
                    return null;
                };
                work.add(executor.submit(task));
            }
            for (Future<Void> future : work) {
                future.get(100, TimeUnit.SECONDS);
            }
            writer.flush();
        }
        assertThat(written.get()).isGreaterThanOrEqualTo(saved.size());
        assertReadable(reopened(storage.inner()), saved);
    }

    /** More threads than pack buffers: each of them must hear of the failure, and none may wait for ever. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void aFailureReachesEveryThread(int threads) throws Exception {
        storage.plan(Fault.save().of(FileKind.PACK).from(3).failsWith(StorageException.Full::new));
        try (PackWriter writer = repository.writer();
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                Callable<Void> task = () -> {
                    for (int i = 0; i < 1000; i++) {
                        save(writer, noise(i + 1_000_000L * thread, 300_000));
                    }
                    return null;
                };
                work.add(executor.submit(task));
            }
            for (Future<Void> future : work) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> future.get(60, TimeUnit.SECONDS))
                        .withCauseInstanceOf(BackupException.class)
                        .satisfies(e -> assertThat(((BackupException) e.getCause())
                                        .problem()
                                        .code())
                                .isEqualTo(ProblemCode.STORAGE));
            }
            assertThatExceptionOfType(BackupException.class).isThrownBy(writer::flush);
            assertThatExceptionOfType(BackupException.class).isThrownBy(() -> save(writer, noise(-1, 10)));
        }
        storage.heal();
        assertThat(repository.names(FileKind.INDEX)).isEmpty();
        try (PackWriter writer = repository.writer()) {
            BlobId id = save(writer, noise(0, 300_000)).id();
            writer.flush();
            assertThat(repository.load(BlobType.DATA, id)).isEqualTo(noise(0, 300_000));
        }
    }

    @Test
    void aFlushThatFailedIsNotFollowedByOneThatListsOnlyTheRest() {
        storage.plan(Fault.save().of(FileKind.INDEX).number(1).fails());
        try (PackWriter writer = repository.writer()) {
            save(writer, noise(1, 100));
            assertThatExceptionOfType(BackupException.class).isThrownBy(writer::flush);
            assertThatExceptionOfType(BackupException.class).isThrownBy(() -> save(writer, noise(2, 100)));
            assertThatExceptionOfType(BackupException.class).isThrownBy(writer::flush);
        }
        assertThat(repository.names(FileKind.INDEX)).isEmpty();
    }

    @Test
    void anInterruptedCloseEndsHangingUploads() throws Exception {
        storage.plan(Fault.save().of(FileKind.PACK).from(1).hangs());
        PackWriter writer = repository.writer();
        for (int i = 0; i < 9; i++) {
            save(writer, noise(i, 300_000));
        }
        storage.awaitHanging();
        Thread closing = new Thread(writer::close);
        closing.start();
        closing.interrupt();
        closing.join(30_000);
        assertThat(closing.isAlive()).isFalse();
        assertThatExceptionOfType(BackupException.class).isThrownBy(writer::flush);
    }
}
