package cloud.mows.backup.core.prune;

/**
 * What a plan found and would change, by the rules and names of restic's own summary, so that both print the same.
 *
 * @param uncompressedBytes in packs that stay as they are and hold something uncompressed
 */
public record PruneCounts(Blobs blobs, Blobs bytes, long unreferencedBytes, long uncompressedBytes, Packs packs) {
    /**
     * Numbers of blobs, or their bytes as stored without the headers of packs; what no index names is not among them.
     *
     * @param used needed by a snapshot, each once
     * @param duplicate further copies of used ones
     * @param unused needed by none
     * @param repack in packs that are rewritten; in bytes with their headers
     * @param repackRemove of those, what is left out
     * @param remove in packs that are deleted as a whole
     */
    public record Blobs(long used, long duplicate, long unused, long repack, long repackRemove, long remove) {
        public long total() {
            return used + duplicate + unused;
        }

        public long removeTotal() {
            return repackRemove + remove;
        }

        public long remaining() {
            return total() - removeTotal();
        }

        public long remainingUnused() {
            return duplicate + unused - removeTotal();
        }
    }

    /**
     * Numbers of packs.
     *
     * @param used hold nothing unused
     * @param unreferenced are in no index
     * @param missing are in an index, not in the storage, and hold nothing needed
     */
    public record Packs(
            long used,
            long partlyUsed,
            long unused,
            long unreferenced,
            long missing,
            long keep,
            long repack,
            long remove) {
        public long total() {
            return used + partlyUsed + unused + unreferenced;
        }

        public long removeTotal() {
            return unreferenced + remove;
        }
    }

    /** Bytes of everything, also of packs that no index names. */
    public long totalBytes() {
        return bytes.total() + unreferencedBytes;
    }

    /** Bytes that go in the end. */
    public long removeTotalBytes() {
        return bytes.removeTotal() + unreferencedBytes;
    }
}
