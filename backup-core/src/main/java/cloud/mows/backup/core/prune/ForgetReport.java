package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.SnapshotId;
import java.util.List;

/** @param removed what was removed, or would be */
public record ForgetReport(List<SnapshotId> removed, boolean dryRun) {
    public ForgetReport {
        removed = List.copyOf(removed);
    }
}
