package cloud.mows.backup.core.browse;

/**
 * In what two trees differ, added up.
 *
 * @param changedFiles files in both with other content
 */
public record DiffReport(long changedFiles, Side added, Side removed) {
    /**
     * What only one of them has.
     *
     * @param others links, devices and the like
     * @param bytes of the blobs, before compression
     */
    public record Side(long files, long dirs, long others, long dataBlobs, long treeBlobs, long bytes) {}
}
