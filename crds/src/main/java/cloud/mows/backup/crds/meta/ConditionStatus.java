package cloud.mows.backup.crds.meta;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kubernetes' three-valued truth. */
public enum ConditionStatus {
    @JsonProperty("True")
    TRUE,
    @JsonProperty("False")
    FALSE,
    @JsonProperty("Unknown")
    UNKNOWN
}
