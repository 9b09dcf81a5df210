package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Copies of whole packs. A pack of which many readers want parts is fetched once; it is kept if it is what its name says. Two
 * at a time are fetched: each in one piece up to 20 MiB, so that this bounds the memory.
 */
final class PackCopies {
    private static final int FETCHES_MAX = 2;

    /** With restic's and our pack sizes a pack comes with one request. */
    private static final int WHOLE_BYTES_MAX = 20 << 20;

    private static final int PIECE_BYTES = 8 << 20;

    /** 65,536 packs of trees are those of some hundred terabytes. Further ones are read without copies. */
    private static final int WANTED_MAX = 1 << 16;

    private final Storage below;
    private final CacheDirectory directory;
    private final CacheRoom room;
    private final Set<FileKey> wanted = ConcurrentHashMap.newKeySet();

    /** Those of which a copy was used: once is enough to mark it as such. */
    private final Set<FileKey> used = ConcurrentHashMap.newKeySet();

    /** Those that are being fetched, or known to be there. */
    private final Set<FileKey> asked = ConcurrentHashMap.newKeySet();

    /** Too large, or not what their names say. */
    private final Set<FileKey> unfit = ConcurrentHashMap.newKeySet();

    private final ConcurrentHashMap<FileKey, CompletableFuture<@Nullable Void>> fetching = new ConcurrentHashMap<>();
    private final Semaphore fetches = new Semaphore(FETCHES_MAX, true);

    PackCopies(Storage below, CacheDirectory directory, ByteSize bytesMax) {
        this.below = below;
        this.directory = directory;
        this.room = new CacheRoom(directory, bytesMax);
    }

    void want(FileKey pack) {
        if (wanted.size() < WANTED_MAX) {
            wanted.add(pack);
        }
    }

    boolean isWanted(FileKey pack) {
        return wanted.contains(pack) && !unfit.contains(pack);
    }

    /** Whether there is no copy of it, and nobody asked before. */
    boolean isNew(FileKey pack) {
        return !used.contains(pack) && asked.add(pack) && !directory.has(pack);
    }

    /** Its copy was dropped. */
    void dropped(FileKey pack) {
        used.remove(pack);
    }

    /** Forgets a pack that is gone. */
    void forget(FileKey pack) {
        wanted.remove(pack);
        asked.remove(pack);
        used.remove(pack);
        unfit.remove(pack);
    }

    /** Keeps a pack that was saved. */
    void keep(FileKey pack, Content content) throws IOException {
        if (room.fits(content.length())) {
            directory.put(pack, content);
            used.add(pack);
            room.added(content.length());
        }
    }

    /**
     * Reads from a copy, which is fetched if there is none.
     *
     * @return false if there is none and will be none: the place itself must be asked
     */
    boolean readInto(FileKey pack, long offset, ByteSlice target) throws StorageException, IOException {
        if (readCopy(pack, offset, target)) {
            return true;
        }
        fetch(pack, offset, target);
        if (readCopy(pack, offset, target)) {
            return true;
        }
        // It is shorter, or there is no room: not to be fetched again and again.
        unfit.add(pack);
        return false;
    }

    private boolean readCopy(FileKey pack, long offset, ByteSlice target) throws IOException {
        if (!directory.readInto(pack, offset, target)) {
            return false;
        }
        if (used.add(pack)) {
            directory.touch(pack);
        }
        return true;
    }

    /** Makes a copy, or waits for who does it, unless there is one that holds this range. */
    void fetch(FileKey pack, long offset, ByteSlice target) throws StorageException, IOException {
        while (true) {
            CompletableFuture<@Nullable Void> own = new CompletableFuture<>();
            CompletableFuture<@Nullable Void> other = fetching.putIfAbsent(pack, own);
            if (other == null) {
                lead(pack, offset, target, own);
                return;
            }
            if (await(pack, other)) {
                return;
            }
        }
    }

    private void lead(FileKey pack, long offset, ByteSlice target, CompletableFuture<@Nullable Void> done)
            throws StorageException, IOException {
        try {
            // Perhaps somebody has just ended.
            if (!unfit.contains(pack) && !directory.readInto(pack, offset, target)) {
                fetchNow(pack);
            }
            done.complete(null);
        } catch (StorageException | IOException | RuntimeException | Error e) {
            done.completeExceptionally(e);
            throw e;
        } finally {
            fetching.remove(pack);
        }
    }

    /** @return false if it ended by an interrupt, which was meant for who did it */
    private static boolean await(FileKey pack, CompletableFuture<@Nullable Void> other)
            throws StorageException, IOException {
        try {
            other.get();
            return true;
        } catch (InterruptedException e) {
            throw interrupted(pack, e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StorageException.Interrupted interrupted -> {
                    return false;
                }
                case StorageException failure -> throw failure;
                case IOException failure -> throw failure;
                case null, default -> throw new IllegalStateException("fetching " + pack, e);
            }
        }
    }

    private void fetchNow(FileKey pack) throws StorageException, IOException {
        try {
            fetches.acquire();
        } catch (InterruptedException e) {
            throw interrupted(pack, e);
        }
        try {
            long bytes = fetchWhole(pack);
            if (bytes < 0) {
                unfit.add(pack);
            } else {
                used.add(pack);
                room.added(bytes);
            }
        } finally {
            fetches.release();
        }
    }

    /** @return its size, or -1 if it is not to be kept */
    private long fetchWhole(FileKey pack) throws StorageException, IOException {
        byte[] content;
        try {
            content = below.readAll(pack, WHOLE_BYTES_MAX);
        } catch (StorageException.TooLarge e) {
            return fetchInPieces(pack);
        }
        if (!room.fits(content.length)
                || !new ContentName().add(ByteSlice.of(content)).is(pack)) {
            return -1;
        }
        directory.put(pack, ByteSlice.of(content));
        return content.length;
    }

    private long fetchInPieces(FileKey pack) throws StorageException, IOException {
        long bytes = below.size(pack);
        if (!room.fits(bytes)) {
            return -1;
        }
        boolean kept = directory.put(pack, (CacheDirectory.Writing<StorageException>) sink -> {
            ContentName name = new ContentName();
            byte[] piece = new byte[PIECE_BYTES];
            for (long at = 0; at < bytes; at += PIECE_BYTES) {
                ByteSlice part = new ByteSlice(piece, 0, (int) Math.min(PIECE_BYTES, bytes - at));
                below.readInto(pack, at, part);
                name.add(part);
                sink.write(part);
            }
            return name.is(pack);
        });
        return kept ? bytes : -1;
    }

    private static StorageException interrupted(FileKey pack, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StorageException.Interrupted("interrupted while waiting for " + pack, e);
    }
}
