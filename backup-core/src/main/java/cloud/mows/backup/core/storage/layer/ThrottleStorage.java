package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.http.Pace;

/**
 * Keeps to a rate by holding each operation back before a save and after a read. Between the waits a file goes at full speed:
 * right for disks and network mounts. The places behind HTTP take a {@link Pace} themselves and keep it within a file.
 */
public final class ThrottleStorage extends StorageLayer {
    private final Pace upload;
    private final Pace download;

    public ThrottleStorage(Storage below, Pace upload, Pace download) {
        super(below);
        this.upload = upload;
        this.download = download;
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        pass(upload, content.length(), "save " + key);
        below.save(key, content);
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        below.readInto(key, offset, target);
        pass(download, target.length(), "read " + key);
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        byte[] content = below.readAll(key, bytesMax);
        pass(download, content.length, "read " + key);
        return content;
    }

    private static void pass(Pace pace, int bytes, String what) throws StorageException {
        try {
            pace.pass(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException.Interrupted(what + ": interrupted while keeping to the rate", e);
        }
    }
}
