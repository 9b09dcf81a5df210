package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.PackId;
import java.util.List;

/**
 * What repairing packs found and did, or would do.
 *
 * @param removed the packs that went
 * @param salvaged blobs read from them
 * @param redundant blobs that are damaged in them but intact in another pack
 * @param healed blobs taken from the second repository
 * @param lost blobs of which there is no intact copy; 'repair snapshots' tells which files need them
 */
public record PackRepairReport(List<PackId> removed, long salvaged, long redundant, long healed, List<LostBlob> lost) {
    public PackRepairReport {
        removed = List.copyOf(removed);
        lost = List.copyOf(lost);
    }
}
