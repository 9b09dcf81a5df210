package cloud.mows.backup.crds.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a rule does with what it matches. */
public enum RuleAction {
    @JsonProperty("Include")
    INCLUDE,
    @JsonProperty("Exclude")
    EXCLUDE
}
