package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackHeader;
import cloud.mows.backup.core.problem.BackupException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes blobs: compress, seal into the open pack, store full packs in the background, and list them in index files every so
 * often.
 *
 * <p>Ordering, which a crash must not break: an index file is stored only after every pack it lists, and a tree's pack is
 * listed only together with or after the packs of everything that tree names. For that, {@link #flush} first closes both open
 * packs at one moment at which no save is half done. Memory: that of the packs, which is bounded; and the index entries since the last
 * index file, bounded by {@link #UNINDEXED_BLOBS_MAX}.
 *
 * <p>Safe for many threads. After a failure every call throws it again: what was stored before stays valid.
 */
public final class PackWriter implements AutoCloseable {
    /** About 6 MiB of index JSON. */
    static final int UNINDEXED_BLOBS_MAX = 32_768;

    /** Room for the header and for the blob that makes the pack full. */
    static final int SLACK_BYTES = 1 << 20;

    /** A crash loses at most the deduplication of what was written in this time. */
    static final Duration UNINDEXED_AGE_MAX = Duration.ofMinutes(5);

    private final BlobIndex index;
    private final CoderPool coders;
    private final IndexStore indexStore;
    private final PackUploads uploads;
    private final InstantSource clock;
    private final Runnable whenPackIsFull;
    private final Runnable whenClosed;

    /** Saves hold it shared from claim to commit; {@link #flush} takes it alone to close the packs between saves. */
    private final ReentrantReadWriteLock saves = new ReentrantReadWriteLock();

    private final ReentrantLock flushing = new ReentrantLock();
    private final AtomicInteger unindexedBlobs = new AtomicInteger();
    private final Slot data;
    private final Slot trees;
    private volatile Instant indexedAt;

    PackWriter(
            BlobIndex index,
            CoderPool coders,
            IndexStore indexStore,
            PackUploads uploads,
            InstantSource clock,
            int dataPackBytes,
            int treePackBytes,
            Runnable whenPackIsFull,
            Runnable whenClosed) {
        this.index = index;
        this.coders = coders;
        this.indexStore = indexStore;
        this.uploads = uploads;
        this.clock = clock;
        this.whenPackIsFull = whenPackIsFull;
        this.data = new Slot(dataPackBytes);
        this.trees = new Slot(treePackBytes);
        this.indexedAt = clock.instant();
        this.whenClosed = whenClosed;
    }

    /**
     * What became of a blob.
     *
     * @param storedBytes what it added to its pack; 0 if it was there already
     */
    public record Saved(BlobId id, boolean isNew, int storedBytes) {}

    /**
     * Saves a blob unless it is there. It is durable after the next {@link #flush}.
     *
     * @param coder the calling thread's
     */
    public Saved save(BlobType type, ByteSlice plain, Coder coder) {
        return save(type, coder.id(plain), plain, coder);
    }

    /** As {@link #save(BlobType, ByteSlice, Coder)} with the id known. */
    public Saved save(BlobType type, BlobId id, ByteSlice plain, Coder coder) {
        if (index.has(type, id)) {
            return new Saved(id, false, 0);
        }
        return store(type, id, plain, coder, true);
    }

    /**
     * Saves a blob even if it is stored already: repacking moves it. The caller sees to it that it is moved once.
     */
    public Saved move(BlobType type, BlobId id, ByteSlice plain, Coder coder) {
        return store(type, id, plain, coder, false);
    }

    /** @param claimFirst whether to leave it out if somebody else is saving it */
    private Saved store(BlobType type, BlobId id, ByteSlice plain, Coder coder, boolean claimFirst) {
        uploads.throwIfFailed();
        int stored;
        saves.readLock().lock();
        try {
            if (claimFirst && !index.claim(type, id)) {
                return new Saved(id, false, 0);
            }
            stored = write(type, id, plain, coder);
        } catch (RuntimeException | Error e) {
            // Others rely on the claim by now.
            uploads.failed(e);
            throw e;
        } finally {
            saves.readLock().unlock();
        }
        flushWhenDue();
        return new Saved(id, true, stored);
    }

    private int write(BlobType type, BlobId id, ByteSlice plain, Coder coder) {
        ByteSlice packed = coder.compress(plain);
        boolean compressed = packed != plain;
        int sealedLength = packed.length() + Sealer.OVERHEAD;
        Slot slot = type == BlobType.TREE ? trees : data;
        Place place = slot.reserve(type, id, sealedLength, compressed ? plain.length() : 0);
        boolean sealed = false;
        try {
            NativeBytes memory = place.pack().memory();
            coder.sealer.seal(packed.array(), packed.offset(), packed.length(), memory, place.offset());
            sealed = true;
        } finally {
            place.pack().commit(sealed);
        }
        return sealedLength;
    }

    private void flushWhenDue() {
        boolean due = unindexedBlobs.incrementAndGet() >= UNINDEXED_BLOBS_MAX
                || Duration.between(indexedAt, clock.instant()).compareTo(UNINDEXED_AGE_MAX) > 0;
        if (due && flushing.tryLock()) {
            try {
                flush();
            } finally {
                flushing.unlock();
            }
        }
    }

    /**
     * Makes everything saved so far durable and listed.
     *
     * @throws BackupException if a pack or index file could not be stored
     */
    public void flush() {
        flushing.lock();
        try {
            uploads.throwIfFailed();
            List<PackUpload> closed;
            saves.writeLock().lock();
            try {
                data.closePack();
                trees.closePack();
                closed = uploads.takeAll();
                unindexedBlobs.set(0);
                indexedAt = clock.instant();
            } finally {
                saves.writeLock().unlock();
            }
            List<IndexedPack> packs = new ArrayList<>(closed.size());
            for (PackUpload upload : closed) {
                packs.add(upload.await());
            }
            if (!packs.isEmpty()) {
                index.settle(packs, indexStore.save(packs).segment());
            }
            uploads.throwIfFailed();
        } catch (RuntimeException | Error e) {
            uploads.failed(e);
            throw e;
        } finally {
            flushing.unlock();
        }
    }

    /** Waits for the uploads under way; flushes nothing, and what was not flushed counts as never saved. */
    @Override
    public void close() {
        uploads.close();
        index.forgetUnsettled();
        whenClosed.run();
    }

    /** A place for a sealed blob in the memory of a pack. */
    private record Place(OpenPack pack, int offset) {}

    /** Where the next blob of a type goes. */
    private final class Slot {
        private final int targetBytes;
        private @Nullable OpenPack open;

        Slot(int targetBytes) {
            this.targetBytes = targetBytes;
        }

        synchronized Place reserve(BlobType type, BlobId id, int sealedLength, int uncompressedLength) {
            OpenPack pack = open;
            if (pack == null || !pack.fits(sealedLength)) {
                closePack();
                int needed = sealedLength + PackHeader.emptyBytes() + PackHeader.entryBytesMax();
                int bytesMax = Math.max(needed, targetBytes + SLACK_BYTES);
                pack = new OpenPack(uploads, uploads.room(bytesMax), bytesMax);
                open = pack;
            }
            int offset = pack.reserve(type, id, sealedLength, uncompressedLength);
            if (pack.bytes() >= targetBytes) {
                whenPackIsFull.run();
                closePack();
            }
            return new Place(pack, offset);
        }

        synchronized void closePack() {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
