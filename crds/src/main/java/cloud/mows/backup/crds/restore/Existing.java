package cloud.mows.backup.crds.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of what is there already. */
public enum Existing {
    /** It is left as it is. */
    @JsonProperty("Keep")
    KEEP,
    /** It becomes what it was. */
    @JsonProperty("Replace")
    REPLACE
}
