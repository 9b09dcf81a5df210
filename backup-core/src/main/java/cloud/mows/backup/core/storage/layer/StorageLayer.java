package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalCopies;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.WriteGuard;
import java.util.function.Consumer;

/** Passes everything on. */
abstract class StorageLayer implements Storage {
    protected final Storage below;

    StorageLayer(Storage below) {
        this.below = below;
    }

    @Override
    public String location() {
        return below.location();
    }

    @Override
    public int concurrency() {
        return below.concurrency();
    }

    @Override
    public void create() throws StorageException {
        below.create();
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        below.save(key, content);
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        below.readInto(key, offset, target);
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        return below.readAll(key, bytesMax);
    }

    @Override
    public long size(FileKey key) throws StorageException {
        return below.size(key);
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        below.list(kind, sink);
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        below.remove(key);
    }

    @Override
    public LocalCopies copies() {
        return below.copies();
    }

    @Override
    public void guard(WriteGuard guard) {
        below.guard(guard);
    }

    @Override
    public void close() {
        below.close();
    }
}
