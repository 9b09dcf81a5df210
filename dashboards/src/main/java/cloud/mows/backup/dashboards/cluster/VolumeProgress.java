package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.crds.backup.PartPhase;

/** How far a volume is that is filled. */
public enum VolumeProgress {
    Pending,
    Running,
    Succeeded,
    Failed,
    /** Not needed. */
    Skipped;

    static VolumeProgress of(PartPhase phase) {
        return switch (phase) {
            case PENDING -> Pending;
            case RUNNING -> Running;
            case SUCCEEDED -> Succeeded;
            case FAILED -> Failed;
            case SKIPPED -> Skipped;
        };
    }
}
