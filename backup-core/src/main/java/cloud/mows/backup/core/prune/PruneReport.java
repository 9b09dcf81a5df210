package cloud.mows.backup.core.prune;

/**
 * What pruning did.
 *
 * @param repackedBlobs blobs that were written again
 * @param repackedBytes what they take as stored now
 */
public record PruneReport(
        PruneCounts planned,
        long repackedBlobs,
        long repackedBytes,
        long deletedPacks,
        int writtenIndexFiles,
        int deletedIndexFiles) {}
