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

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, PLANNING, PLANNED, RESTORING_VOLUMES, RESTORING_OBJECTS -> false;
            case SUCCEEDED, PARTIALLY_FAILED, FAILED -> true;
        };
    }
}
