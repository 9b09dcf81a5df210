package cloud.mows.backup.crds.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What follows from a command that fails. */
public enum OnError {
    @JsonProperty("Fail")
    FAIL,
    @JsonProperty("Continue")
    CONTINUE
}
