package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.SnapshotId;
import java.util.List;
import java.util.Map;

/**
 * What came of forgetting.
 *
 * @param removed what was removed, or would be
 * @param refused what the storage lets nobody remove, and what it says of it
 */
public record ForgetReport(List<SnapshotId> removed, Map<SnapshotId, String> refused, boolean dryRun) {
    public ForgetReport {
        removed = List.copyOf(removed);
        refused = Map.copyOf(refused);
    }
}
