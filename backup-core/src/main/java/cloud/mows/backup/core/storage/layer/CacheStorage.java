package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Keeps copies of snapshots, indexes, keys and those packs that it is told hold trees, in a folder that belongs to one
 * repository and may be shared by several processes. Files never change, so a copy is as good as the file; what is in it is
 * authenticated by those who open it, and who finds a copy damaged calls {@link #forget} and reads again. Copies of files
 * that a listing no longer shows are removed.
 *
 * <p>Listings, sizes and everything else always ask the place itself. If the cache's own disk fails, the place answers.
 */
public final class CacheStorage extends StorageLayer {
    private static final int PIECE_BYTES = 1024 * 1024;

    /** 65,536 packs of trees are those of some hundred terabytes. Further ones are read without the cache. */
    private static final int TREE_PACKS_MAX = 1 << 16;

    private static final int FETCH_LOCKS = 64;

    private final CacheDirectory cache;
    private final Set<FileKey> treePacks = ConcurrentHashMap.newKeySet();
    private final ReentrantLock[] fetching = new ReentrantLock[FETCH_LOCKS];
    private volatile boolean usable = true;

    /** @param folder of this repository only; it is made if need be */
    public CacheStorage(Storage below, Path folder) {
        super(below);
        this.cache = new CacheDirectory(folder);
        for (int i = 0; i < fetching.length; i++) {
            fetching[i] = new ReentrantLock();
        }
        try {
            cache.create();
        } catch (IOException e) {
            usable = false;
        }
    }

    /** False when the cache's folder cannot be used and everything comes from the place itself. */
    public boolean isUsable() {
        return usable;
    }

    /** From now on this pack is kept as a whole when it is saved or when a part of it is read. */
    public void cachePack(FileKey pack) {
        if (treePacks.size() < TREE_PACKS_MAX) {
            treePacks.add(pack);
        }
    }

    /** Drops a copy that turned out to be wrong. */
    public void forget(FileKey key) {
        try {
            if (key.kind() != FileKind.CONFIG) {
                cache.remove(key);
            }
        } catch (IOException e) {
            usable = false;
        }
    }

    private boolean isKept(FileKey key) {
        return usable
                && switch (key.kind()) {
                    case KEY, SNAPSHOT, INDEX -> true;
                    case PACK -> treePacks.contains(key);
                    case CONFIG, LOCK -> false;
                };
    }

    @Override
    public void save(FileKey key, ByteSlice content) throws StorageException {
        below.save(key, content);
        if (isKept(key) && !content.isEmpty()) {
            keep(key, content);
        }
    }

    private void keep(FileKey key, ByteSlice content) {
        try {
            cache.put(
                    key,
                    content.length(),
                    PIECE_BYTES,
                    (long offset, ByteSlice target) -> System.arraycopy(
                            content.array(),
                            content.offset() + (int) offset,
                            target.array(),
                            target.offset(),
                            target.length()));
        } catch (IOException e) {
            giveUp(e);
        }
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        if (!isKept(key)) {
            return below.readAll(key, bytesMax);
        }
        try {
            long size = cache.size(key);
            if (size >= 0 && size <= bytesMax) {
                byte[] content = new byte[Math.toIntExact(size)];
                if (cache.readInto(key, 0, ByteSlice.of(content))) {
                    return content;
                }
            }
        } catch (IOException e) {
            giveUp(e);
        }
        byte[] content = below.readAll(key, bytesMax);
        if (content.length > 0) {
            keep(key, ByteSlice.of(content));
        }
        return content;
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        if (!isKept(key) || target.isEmpty() || !readKept(key, offset, target)) {
            below.readInto(key, offset, target);
        }
    }

    private boolean readKept(FileKey key, long offset, ByteSlice target) throws StorageException {
        try {
            if (cache.readInto(key, offset, target)) {
                return true;
            }
            ReentrantLock lock = fetching[Math.floorMod(key.hashCode(), FETCH_LOCKS)];
            lock.lock();
            try {
                if (cache.size(key) < 0) {
                    long size = below.size(key);
                    if (size == 0) {
                        return false;
                    }
                    cache.put(key, size, PIECE_BYTES, (at, piece) -> below.readInto(key, at, piece));
                }
            } finally {
                lock.unlock();
            }
            return cache.readInto(key, offset, target);
        } catch (IOException e) {
            giveUp(e);
            return false;
        }
    }

    /** An interrupt closes files too, and says nothing about the disk. */
    private void giveUp(IOException e) {
        if (!CacheDirectory.isInterrupt(e)) {
            usable = false;
        }
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        if (!usable || kind == FileKind.CONFIG || kind == FileKind.LOCK) {
            below.list(kind, sink);
            return;
        }
        // Taken before the listing: a copy made meanwhile is not among them, whatever the listing shows.
        Set<String> gone;
        try {
            gone = cache.names(kind);
        } catch (IOException e) {
            gone = Set.of();
        }
        Set<String> copies = gone;
        below.list(kind, file -> {
            if (!copies.isEmpty()) {
                copies.remove(file.key().name());
            }
            sink.accept(file);
        });
        for (String name : copies) {
            forget(new FileKey(kind, name));
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        below.remove(key);
        treePacks.remove(key);
        forget(key);
    }
}
