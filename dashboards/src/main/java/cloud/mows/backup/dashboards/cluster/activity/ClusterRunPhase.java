package cloud.mows.backup.dashboards.cluster.activity;

import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.restore.RestorePhase;

/** How far a backup or a restore is, as {@link BackupPhase} and {@link RestorePhase} have it. */
public enum ClusterRunPhase {
    Pending,
    Preparing,
    Running,
    Finishing,
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

    static ClusterRunPhase of(BackupPhase phase) {
        return switch (phase) {
            case PENDING -> Pending;
            case PREPARING -> Preparing;
            case RUNNING -> Running;
            case FINISHING -> Finishing;
            case SUCCEEDED -> Succeeded;
            case PARTIALLY_FAILED -> PartiallyFailed;
            case FAILED -> Failed;
            case CANCELLED -> Cancelled;
        };
    }

    static ClusterRunPhase of(RestorePhase phase) {
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

    /** Whether nothing more will happen. */
    boolean isFinal() {
        return switch (this) {
            case Succeeded, PartiallyFailed, Failed, Cancelled -> true;
            case Pending,
                    Preparing,
                    Running,
                    Finishing,
                    Planning,
                    Planned,
                    Saving,
                    Stopping,
                    RestoringVolumes,
                    RestoringObjects -> false;
        };
    }

    /** Whether something is not as it should be. */
    boolean isFailure() {
        return this == Failed || this == PartiallyFailed;
    }
}
