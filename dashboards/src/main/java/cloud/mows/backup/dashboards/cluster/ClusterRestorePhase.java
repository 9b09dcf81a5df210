package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.crds.restore.RestorePhase;

/** How far a restore is, as {@link RestorePhase} has it. */
public enum ClusterRestorePhase {
    Pending,
    Planning,
    Planned,
    Saving,
    Stopping,
    RestoringVolumes,
    RestoringObjects,
    Succeeded,
    PartiallyFailed,
    Failed,
    Cancelled;

    static ClusterRestorePhase of(RestorePhase phase) {
        return switch (phase) {
            case PENDING -> Pending;
            case PLANNING -> Planning;
            case PLANNED -> Planned;
            case SAVING -> Saving;
            case STOPPING -> Stopping;
            case RESTORING_VOLUMES -> RestoringVolumes;
            case RESTORING_OBJECTS -> RestoringObjects;
            case SUCCEEDED -> Succeeded;
            case PARTIALLY_FAILED -> PartiallyFailed;
            case FAILED -> Failed;
            case CANCELLED -> Cancelled;
        };
    }
}
