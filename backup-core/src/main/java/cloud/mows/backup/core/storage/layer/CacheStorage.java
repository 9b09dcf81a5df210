package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalCopies;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps copies of snapshots, indexes, keys and those packs that are {@linkplain LocalCopies#want wanted}, in a folder that
 * belongs to one repository and may be shared by several processes. Files never change, so a copy is as good as the file.
 *
 * <p>Only what has the hash that its name says is kept. A document is verified again whenever it is read; a pack is not, so
 * whoever finds a part of it damaged {@linkplain LocalCopies#drop drops} the copy and reads again. Copies of files that a
 * listing no longer shows are removed.
 *
 * <p>Listings, sizes and everything else always ask the place itself. If the cache's own disk fails, the place answers.
 */
public final class CacheStorage extends StorageLayer {
    /** For the trees of some twenty million files. */
    public static final ByteSize PACK_BYTES_MAX = ByteSize.mib(4096);

    /** Folders for temporary files may lie in memory. */
    private static final ByteSize TEMPORARY_BYTES_MAX = ByteSize.mib(256);

    /** Of packs that will be read soon; who wants one now does not wait for them. */
    private static final int PREFETCHES_MAX = 1;

    private static final int PREFETCHES_WAITING_MAX = 256;

    private final CacheDirectory directory;
    private final boolean temporary;
    private final PackCopies packs;
    private final Copies copies = new Copies();
    private final ThreadPoolExecutor prefetches = new ThreadPoolExecutor(
            PREFETCHES_MAX,
            PREFETCHES_MAX,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PREFETCHES_WAITING_MAX),
            Thread.ofVirtual().name("prefetch-", 1).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile boolean usable = true;

    /**
     * @param folder of this repository only; it is made if need be
     * @param packBytesMax room for copies of packs
     */
    public CacheStorage(Storage below, Path folder, ByteSize packBytesMax, InstantSource clock) {
        this(below, folder, packBytesMax, clock, false);
    }

    private CacheStorage(Storage below, Path folder, ByteSize packBytesMax, InstantSource clock, boolean temporary) {
        super(below);
        this.temporary = temporary;
        this.directory = new CacheDirectory(folder, clock);
        this.packs = new PackCopies(below, directory, packBytesMax);
        try {
            directory.create();
        } catch (IOException e) {
            usable = false;
        }
    }

    /** A cache that is empty now and gone when it is closed, in the system's folder for temporary files. */
    public static Storage temporary(Storage below, InstantSource clock) {
        Path folder;
        try {
            folder = Files.createTempDirectory(
                    "mows-backup-cache" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            return below;
        }
        return new CacheStorage(below, folder, TEMPORARY_BYTES_MAX, clock, true);
    }

    /** False when the cache's folder cannot be used and everything comes from the place itself. */
    public boolean isUsable() {
        return usable;
    }

    @Override
    public LocalCopies copies() {
        return copies;
    }

    private final class Copies implements LocalCopies {
        @Override
        public void want(FileKey pack) {
            packs.want(pack);
        }

        @Override
        public boolean prefetch(FileKey pack) {
            packs.want(pack);
            if (!isKept(pack) || !packs.isNew(pack)) {
                return false;
            }
            prefetches.execute(() -> fetch(pack));
            return true;
        }

        @Override
        public boolean drop(FileKey key) {
            packs.dropped(key);
            try {
                return key.kind() != FileKind.CONFIG && directory.remove(key);
            } catch (IOException e) {
                giveUp(e);
                return true;
            }
        }

        @Override
        public Set<FileKey> packs() {
            return names(FileKind.PACK);
        }
    }

    private void fetch(FileKey pack) {
        try {
            packs.fetch(pack, 0, ByteSlice.of(new byte[1]));
        } catch (StorageException e) {
            // Whoever reads it meets this again.
            return;
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private boolean isKept(FileKey key) {
        return usable
                && switch (key.kind()) {
                    case KEY, SNAPSHOT, INDEX -> true;
                    case PACK -> packs.isWanted(key);
                    case CONFIG, LOCK -> false;
                };
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        below.save(key, content);
        if (isKept(key)) {
            keep(key, content);
        }
    }

    private void keep(FileKey key, Content content) {
        try {
            if (!new ContentName().add(content).is(key)) {
                return;
            }
            if (key.kind() == FileKind.PACK) {
                packs.keep(key, content);
            } else {
                directory.put(key, content);
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        if (!isKept(key) || key.kind() == FileKind.PACK) {
            return below.readAll(key, bytesMax);
        }
        try {
            long size = directory.size(key);
            if (size >= 0 && size <= bytesMax) {
                byte[] content = new byte[Math.toIntExact(size)];
                if (directory.readInto(key, 0, ByteSlice.of(content))
                        && new ContentName().add(ByteSlice.of(content)).is(key)) {
                    return content;
                }
            }
        } catch (IOException e) {
            giveUp(e);
        }
        byte[] content = below.readAll(key, bytesMax);
        keep(key, ByteSlice.of(content));
        return content;
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        if (key.kind() != FileKind.PACK || !isKept(key) || target.isEmpty() || !readCopy(key, offset, target)) {
            below.readInto(key, offset, target);
        }
    }

    private boolean readCopy(FileKey pack, long offset, ByteSlice target) throws StorageException {
        try {
            return packs.readInto(pack, offset, target);
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

    private Set<FileKey> names(FileKind kind) {
        Set<FileKey> names = new HashSet<>();
        if (usable) {
            try {
                directory.copies(kind).forEach(copy -> names.add(copy.key()));
            } catch (IOException e) {
                giveUp(e);
            }
        }
        return names;
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        if (kind == FileKind.CONFIG || kind == FileKind.LOCK) {
            below.list(kind, sink);
            return;
        }
        // Taken before the listing: a copy made meanwhile is not among them, whatever the listing shows.
        Set<FileKey> gone = names(kind);
        below.list(kind, file -> {
            gone.remove(file.key());
            sink.accept(file);
        });
        gone.forEach(this::forget);
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        below.remove(key);
        forget(key);
    }

    private void forget(FileKey key) {
        packs.forget(key);
        copies.drop(key);
    }

    @Override
    public void close() {
        prefetches.shutdownNow();
        boolean interrupted = false;
        try {
            // They end at once, being interrupted, unless the place does not heed it.
            prefetches.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (temporary) {
            directory.removeAll();
        }
        super.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
