package cloud.mows.backup.core.prune;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackHeader;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The index of a terabyte is not loaded into memory: a million blobs would take some hundred megabytes as objects. */
class PruneMemoryTest {
    private static final int PACKS = 62_500;
    private static final int BLOBS_PER_PACK = 16;
    private static final int BLOB_BYTES = 1_000_000;

    @Test
    void aMillionBlobsTakeAFewMegabytes() {
        Terabyte storage = new Terabyte();
        try (Repository repository = RepositoryFixture.create(storage)) {
            RepositoryFixture.save(repository, 0, Map.of("a", new byte[1000]));
            storage.addPacks(repository);
        }
        try (Repository repository = RepositoryFixture.open(storage)) {
            long before = usedBytes();
            long[] most = new long[1];
            PruneObserver measuring = new PruneObserver() {
                @Override
                public void begin(Phase phase, long total) {
                    most[0] = Math.max(most[0], usedBytes());
                }

                @Override
                public void advance(long count) {}
            };

            PrunePlan plan = new PrunePlanner(repository, PruneOptions.DEFAULT, measuring).plan(Set.of());

            most[0] = Math.max(most[0], usedBytes());
            assertThat(plan.counts().blobs().unused()).isEqualTo(1_000_000);
            assertThat(plan.counts().packs().remove()).isEqualTo(PACKS);
            assertThat(most[0] - before).isLessThan(12L << 20);
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Has more packs than it has bytes: they are listed but cannot be read. */
    private static final class Terabyte implements Storage {
        private final MemoryStorage real = new MemoryStorage();
        private final long packBytes = PackHeader.emptyBytes()
                + BLOBS_PER_PACK * (BLOB_BYTES + PackHeader.entryBytes(blob(new SplittableRandom(0), 0)));
        private boolean full;

        void addPacks(Repository repository) {
            SplittableRandom random = new SplittableRandom(1);
            List<IndexedPack> packs = new ArrayList<>();
            for (int p = 0; p < PACKS; p++) {
                List<PackedBlob> blobs = new ArrayList<>();
                for (int b = 0; b < BLOBS_PER_PACK; b++) {
                    blobs.add(blob(random, b * BLOB_BYTES));
                }
                packs.add(new IndexedPack(pack(p), blobs));
                if (packs.size() == 2000) {
                    repository.saveIndex(packs);
                    packs.clear();
                }
            }
            repository.saveIndex(packs);
            full = true;
        }

        private static PackedBlob blob(SplittableRandom random, int offset) {
            return new PackedBlob(BlobType.DATA, new BlobId(digest(random)), offset, BLOB_BYTES, 0);
        }

        private static PackId pack(int number) {
            return new PackId(digest(new SplittableRandom(number + 1_000_000_000L)));
        }

        private static Digest digest(SplittableRandom random) {
            return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        }

        @Override
        public String location() {
            return "terabyte:";
        }

        @Override
        public int concurrency() {
            return 2;
        }

        @Override
        public void create() {}

        @Override
        public void save(FileKey key, ByteSlice content) throws StorageException {
            real.save(key, content);
        }

        @Override
        public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
            real.readInto(key, offset, target);
        }

        @Override
        public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
            return real.readAll(key, bytesMax);
        }

        @Override
        public long size(FileKey key) throws StorageException {
            return real.size(key);
        }

        @Override
        public void list(FileKind kind, Consumer<StoredFile> sink) {
            real.list(kind, sink);
            if (kind == FileKind.PACK && full) {
                for (int p = 0; p < PACKS; p++) {
                    sink.accept(new StoredFile(new FileKey(kind, pack(p).hex()), packBytes));
                }
            }
        }

        @Override
        public void remove(FileKey key) {
            real.remove(key);
        }

        @Override
        public void close() {}
    }
}
