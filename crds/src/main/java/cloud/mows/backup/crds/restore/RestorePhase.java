package cloud.mows.backup.crds.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a restore is. */
public enum RestorePhase {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Planning")
    PLANNING,
    /** Waits until {@code planOnly} is false. */
    @JsonProperty("Planned")
    PLANNED,
    /** What will be replaced is backed up. */
    @JsonProperty("Saving")
    SAVING,
    /** Workloads are scaled to zero, and waited for. */
    @JsonProperty("Stopping")
    STOPPING,
    @JsonProperty("RestoringVolumes")
    RESTORING_VOLUMES,
    @JsonProperty("RestoringObjects")
    RESTORING_OBJECTS,
    /** What is there is what the plan said. */
    @JsonProperty("Succeeded")
    SUCCEEDED,
    /** Something is not as it was; the message says what. */
    @JsonProperty("PartiallyFailed")
    PARTIALLY_FAILED,
    @JsonProperty("Failed")
    FAILED,
    /** Stopped because somebody wished so; the message says what has changed by then. */
    @JsonProperty("Cancelled")
    CANCELLED;

    /** Whether the app is being changed: no backup of it shows one moment then. */
    public boolean isChanging() {
        return switch (this) {
            case STOPPING, RESTORING_VOLUMES, RESTORING_OBJECTS -> true;
            case PENDING, PLANNING, PLANNED, SAVING, SUCCEEDED, PARTIALLY_FAILED, FAILED, CANCELLED -> false;
        };
    }

    /** Whether the app is being changed, or is about to: no other restore of it may begin. */
    public boolean isAtWork() {
        return this == SAVING || isChanging();
    }

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, PLANNING, PLANNED, SAVING, STOPPING, RESTORING_VOLUMES, RESTORING_OBJECTS -> false;
            case SUCCEEDED, PARTIALLY_FAILED, FAILED, CANCELLED -> true;
        };
    }
}
