package cloud.mows.backup.core.prune;

/**
 * What pruning may do.
 *
 * @param maxUnused how much unused data may stay
 * @param repackBytesMax rewrite no more than this
 * @param repackTreesOnly rewrite only packs of trees (restic's {@code --repack-cacheable-only})
 * @param smallPackBytes packs below this are merged if there are several; 0 decides by what the repository has
 * @param repackUncompressed rewrite what is not compressed
 */
public record PruneOptions(
        UnusedLimit maxUnused,
        long repackBytesMax,
        boolean repackTreesOnly,
        long smallPackBytes,
        boolean repackUncompressed) {

    public static final PruneOptions DEFAULT = new PruneOptions(UnusedLimit.DEFAULT, Long.MAX_VALUE, false, 0, false);

    public PruneOptions {
        if (repackBytesMax < 0 || smallPackBytes < 0) {
            throw new IllegalArgumentException("sizes cannot be negative: " + repackBytesMax + ", " + smallPackBytes);
        }
    }

    public PruneOptions withMaxUnused(UnusedLimit limit) {
        return new PruneOptions(limit, repackBytesMax, repackTreesOnly, smallPackBytes, repackUncompressed);
    }

    public PruneOptions withRepackBytesMax(long bytes) {
        return new PruneOptions(maxUnused, bytes, repackTreesOnly, smallPackBytes, repackUncompressed);
    }

    public PruneOptions withRepackTreesOnly(boolean value) {
        return new PruneOptions(maxUnused, repackBytesMax, value, smallPackBytes, repackUncompressed);
    }

    public PruneOptions withSmallPackBytes(long bytes) {
        return new PruneOptions(maxUnused, repackBytesMax, repackTreesOnly, bytes, repackUncompressed);
    }

    public PruneOptions withRepackUncompressed(boolean value) {
        return new PruneOptions(maxUnused, repackBytesMax, repackTreesOnly, smallPackBytes, value);
    }
}
