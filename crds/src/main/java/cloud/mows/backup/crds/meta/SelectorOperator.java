package cloud.mows.backup.crds.meta;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a label is compared. */
public enum SelectorOperator {
    @JsonProperty("In")
    IN,
    @JsonProperty("NotIn")
    NOT_IN,
    @JsonProperty("Exists")
    EXISTS,
    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST;

    /** Whether it compares with values, and not only asks for the label. */
    boolean hasValues() {
        return this == IN || this == NOT_IN;
    }
}
