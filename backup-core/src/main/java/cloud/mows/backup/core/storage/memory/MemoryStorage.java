package cloud.mows.backup.core.storage.memory;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.TakenName;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store in memory. Closing it keeps the files, so that the same object can be opened again. */
public final class MemoryStorage implements Storage {
    private final ConcurrentHashMap<FileKey, byte[]> files = new ConcurrentHashMap<>();

    public MemoryStorage() {}

    private MemoryStorage(MemoryStorage original) {
        files.putAll(original.files);
    }

    /** The same files in a store of its own: what happens to one does not show in the other. */
    public MemoryStorage copy() {
        return new MemoryStorage(this);
    }

    /** Replaces a file's bytes, which the contract forbids: to see what readers make of damage. */
    public void damage(FileKey key, UnaryOperator<byte[]> change) {
        byte[] changed = files.computeIfPresent(
                key, (k, content) -> change.apply(content.clone()).clone());
        if (changed == null) {
            throw new IllegalArgumentException("there is no " + key + " to damage");
        }
    }

    /** All bytes of all files. */
    public long bytes() {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }

    @Override
    public String location() {
        return "memory:";
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public void create() {}

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        byte[] present = files.putIfAbsent(key, content.toArray());
        if (present != null) {
            TakenName.accept(key, location(), present.length, content.length());
        }
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        byte[] content = content(key);
        if (offset > content.length || content.length - offset < target.length()) {
            throw new StorageException.Truncated(
                    "read " + key + ": it ends at " + content.length + ", wanted " + target.length() + " bytes from "
                            + offset,
                    null);
        }
        System.arraycopy(content, (int) offset, target.array(), target.offset(), target.length());
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        byte[] content = content(key);
        if (content.length > bytesMax) {
            throw new StorageException.TooLarge(
                    "read " + key + ": it has " + content.length + " bytes, at most " + bytesMax + " are accepted",
                    null);
        }
        return content.clone();
    }

    @Override
    public long size(FileKey key) throws StorageException {
        return content(key).length;
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) {
        files.forEach((key, content) -> {
            if (key.kind() == kind) {
                sink.accept(new StoredFile(key, content.length));
            }
        });
    }

    @Override
    public void remove(FileKey key) {
        files.remove(key);
    }

    @Override
    public void close() {}

    private byte[] content(FileKey key) throws StorageException {
        byte[] content = files.get(key);
        if (content == null) {
            throw new StorageException.NotFound(key + ": there is no such file", null);
        }
        return content;
    }
}
