package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.util.function.Consumer;

/** Does nothing for a thread that was interrupted, as remote storages. */
public final class InterruptibleStorage extends StorageLayer {
    public InterruptibleStorage(Storage below) {
        super(below);
    }

    private static void refuseIfInterrupted() throws StorageException {
        if (Thread.currentThread().isInterrupted()) {
            throw new StorageException.Interrupted("interrupted", null);
        }
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        refuseIfInterrupted();
        super.save(key, content);
        refuseIfInterrupted();
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        refuseIfInterrupted();
        super.list(kind, sink);
    }

    @Override
    public long size(FileKey key) throws StorageException {
        refuseIfInterrupted();
        return super.size(key);
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        refuseIfInterrupted();
        super.remove(key);
    }
}
