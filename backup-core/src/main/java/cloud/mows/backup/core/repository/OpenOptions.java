package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.storage.layer.Waiting;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a repository is opened.
 *
 * @param identity who opens it
 * @param cacheFolder where index segments are kept between runs, one sub-folder for each repository; null keeps them in a
 *     temporary folder for this run only
 * @param compression of what is written
 * @param packSize a pack is stored when it has this size, 1 to 128 MiB
 * @param uploads packs stored at once at most; never more than the storage has connections, nor than there is memory for
 * @param clock tells lock and key times
 * @param waiting the time that passes while the machine is awake
 */
public record OpenOptions(
        Identity identity,
        @Nullable Path cacheFolder,
        CompressionLevel compression,
        ByteSize packSize,
        int uploads,
        InstantSource clock,
        Waiting waiting) {

    /** As restic's. */
    public static final ByteSize PACK_SIZE = ByteSize.mib(16);

    /** Each has a thread. */
    private static final int UPLOADS_MAX = 64;

    public OpenOptions {
        if (packSize.compareTo(ByteSize.mib(1)) < 0 || packSize.compareTo(ByteSize.mib(128)) > 0) {
            throw new IllegalArgumentException("pack size " + packSize + " is not within 1 and 128 MiB");
        }
        if (uploads < 1) {
            throw new IllegalArgumentException("uploads: " + uploads);
        }
    }

    public static OpenOptions defaults(Identity identity) {
        return new OpenOptions(
                identity, null, CompressionLevel.AUTO, PACK_SIZE, UPLOADS_MAX, InstantSource.system(), Waiting.REAL);
    }

    /** A pack of trees is stored when it has this size. */
    public ByteSize treePackSize() {
        return new ByteSize(Math.max(1 << 20, packSize.bytes() / 4));
    }

    public OpenOptions withCacheFolder(@Nullable Path folder) {
        return new OpenOptions(identity, folder, compression, packSize, uploads, clock, waiting);
    }

    public OpenOptions withCompression(CompressionLevel level) {
        return new OpenOptions(identity, cacheFolder, level, packSize, uploads, clock, waiting);
    }

    public OpenOptions withPackSize(ByteSize size) {
        return new OpenOptions(identity, cacheFolder, compression, size, uploads, clock, waiting);
    }

    public OpenOptions withUploads(int count) {
        return new OpenOptions(identity, cacheFolder, compression, packSize, count, clock, waiting);
    }

    public OpenOptions withClock(InstantSource source) {
        return new OpenOptions(identity, cacheFolder, compression, packSize, uploads, source, waiting);
    }

    public OpenOptions withWaiting(Waiting source) {
        return new OpenOptions(identity, cacheFolder, compression, packSize, uploads, clock, source);
    }
}
