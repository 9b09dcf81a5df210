package cloud.mows.backup.schedulers.metrics;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.Governance;
import java.time.Instant;
import java.util.List;

/**
 * All that values are found from, as it was at a moment.
 *
 * @param points all that are known
 * @param clusterId of this cluster: restore points of others are not its apps'
 * @param ownNamespace of the controller, where the Backups of the whole cluster's objects are
 */
public record Observed(
        Documents documents,
        Governance governance,
        Coverage coverage,
        List<Backup> backups,
        List<RestorePoint> points,
        String clusterId,
        String ownNamespace,
        Instant at) {
    public Observed {
        backups = List.copyOf(backups);
        points = List.copyOf(points);
    }
}
