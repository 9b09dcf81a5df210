package cloud.mows.backup.crds.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why there is a run. */
public enum BackupTrigger {
    @JsonProperty("Manual")
    MANUAL,
    @JsonProperty("Schedule")
    SCHEDULE
}
