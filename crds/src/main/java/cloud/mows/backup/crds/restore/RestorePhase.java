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
    FAILED;

    /** Whether the app is being changed. */
    public boolean isAtWork() {
        return switch (this) {
            case STOPPING, RESTORING_VOLUMES, RESTORING_OBJECTS -> true;
            case PENDING, PLANNING, PLANNED, SUCCEEDED, PARTIALLY_FAILED, FAILED -> false;
        };
    }

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, PLANNING, PLANNED, STOPPING, RESTORING_VOLUMES, RESTORING_OBJECTS -> false;
            case SUCCEEDED, PARTIALLY_FAILED, FAILED -> true;
        };
    }
}
