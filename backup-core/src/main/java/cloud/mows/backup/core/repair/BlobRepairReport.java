package cloud.mows.backup.core.repair;

import java.util.List;

/**
 * What fetching missing blobs did.
 *
 * @param healed blobs taken from the second repository
 * @param damaged trees that are listed but cannot be read: repair their packs
 * @param lost blobs that snapshots need and neither repository has
 */
public record BlobRepairReport(long healed, List<LostBlob> damaged, List<LostBlob> lost) {
    public BlobRepairReport {
        damaged = List.copyOf(damaged);
        lost = List.copyOf(lost);
    }
}
