package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackHeader;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Has more packs than it has bytes: they are listed but cannot be read. */
public final class Terabyte implements Storage {
    private static final int BLOBS_PER_PACK = 16;
    private static final int BLOB_BYTES = 1_000_000;

    private final Storage real;
    private final int packs;
    private final long packBytes = PackHeader.emptyBytes()
            + BLOBS_PER_PACK * (BLOB_BYTES + PackHeader.entryBytes(blob(new SplittableRandom(0), 0)));
    private boolean full;

    /** @param real holds all but these packs */
    public Terabyte(Storage real, int packs) {
        this.real = real;
        this.packs = packs;
    }

    /** Lists the packs in the index. */
    public void addPacks(Repository repository) {
        SplittableRandom random = new SplittableRandom(1);
        List<IndexedPack> listed = new ArrayList<>();
        for (int p = 0; p < packs; p++) {
            List<PackedBlob> blobs = new ArrayList<>();
            for (int b = 0; b < BLOBS_PER_PACK; b++) {
                blobs.add(blob(random, b * BLOB_BYTES));
            }
            listed.add(new IndexedPack(pack(p), blobs));
            if (listed.size() == 2000) {
                repository.saveIndex(listed);
                listed.clear();
            }
        }
        repository.saveIndex(listed);
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
    public void create() throws StorageException {
        real.create();
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
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
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        real.list(kind, sink);
        if (kind == FileKind.PACK && full) {
            for (int p = 0; p < packs; p++) {
                sink.accept(new StoredFile(new FileKey(kind, pack(p).hex()), packBytes));
            }
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        real.remove(key);
    }

    @Override
    public void close() {}
}
