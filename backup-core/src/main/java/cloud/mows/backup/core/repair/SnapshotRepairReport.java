package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.SnapshotId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What repairing snapshots did, or would do.
 *
 * @param unreadable snapshot files that cannot be read, and were not removed
 */
public record SnapshotRepairReport(List<Repaired> repaired, List<SnapshotId> unreadable, boolean dryRun) {
    /**
     * One damaged snapshot.
     *
     * @param replacement null if nothing is left of it, or this is a dry run
     * @param removed whether the old one went
     * @param losses how many paths lost something; the observer was told each
     */
    public record Repaired(
            SnapshotId old, @Nullable SnapshotId replacement, boolean removed, long losses, long bytesLost) {}

    public SnapshotRepairReport {
        repaired = List.copyOf(repaired);
        unreadable = List.copyOf(unreadable);
    }
}
