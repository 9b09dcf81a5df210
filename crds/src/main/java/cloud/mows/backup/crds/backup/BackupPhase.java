package cloud.mows.backup.crds.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a run is. */
public enum BackupPhase {
    /** Waits for its turn. */
    @JsonProperty("Pending")
    PENDING,
    /** Holds the app still and takes snapshots. */
    @JsonProperty("Preparing")
    PREPARING,
    /** Moves data into repositories. */
    @JsonProperty("Running")
    RUNNING,
    /** Writes the ledger and removes what it made. */
    @JsonProperty("Finishing")
    FINISHING,
    /** Everything in scope is captured or excused. */
    @JsonProperty("Succeeded")
    SUCCEEDED,
    /** What is captured can be restored, but something is missing. */
    @JsonProperty("PartiallyFailed")
    PARTIALLY_FAILED,
    /** There is nothing to restore. */
    @JsonProperty("Failed")
    FAILED,
    /** Somebody stopped it. */
    @JsonProperty("Cancelled")
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, PREPARING, RUNNING, FINISHING -> false;
            case SUCCEEDED, PARTIALLY_FAILED, FAILED, CANCELLED -> true;
        };
    }
}
