package cloud.mows.backup.core.snapshot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What the run that made a snapshot did.
 *
 * @param offset of both times from UTC, as they were written
 * @param dataBlobs new blobs of files
 * @param treeBlobs new blobs of directories
 * @param dataAdded bytes of new blobs before compression
 * @param dataAddedPacked the same as stored
 * @param otherFields what other programs wrote, name to raw JSON, in order
 */
public record SnapshotSummary(
        Instant backupStart,
        Instant backupEnd,
        ZoneOffset offset,
        long filesNew,
        long filesChanged,
        long filesUnmodified,
        long dirsNew,
        long dirsChanged,
        long dirsUnmodified,
        long dataBlobs,
        long treeBlobs,
        long dataAdded,
        long dataAddedPacked,
        long totalFilesProcessed,
        long totalBytesProcessed,
        Map<String, String> otherFields) {

    public SnapshotSummary {
        otherFields = RawFields.copyOf(otherFields);
    }
}
