package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.WriteGuard;

/**
 * Asks a {@link WriteGuard} before each file is saved or removed, here and in the layers below. Of a snapshot it asks
 * afterwards too: it is what makes everything before it count, and saving it may have taken long.
 */
public final class GuardedStorage extends StorageLayer {
    private final WriteGuard guard;

    public GuardedStorage(Storage below, WriteGuard guard) {
        super(below);
        this.guard = guard;
        below.guard(guard);
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        guard.ask(key);
        below.save(key, content);
        if (key.kind() == FileKind.SNAPSHOT) {
            guard.ask(key);
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        guard.ask(key);
        below.remove(key);
    }
}
