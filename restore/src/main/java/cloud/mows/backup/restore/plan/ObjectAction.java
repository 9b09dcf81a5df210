package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of an object. */
public enum ObjectAction {
    /** It is not there, and will be. */
    @JsonProperty("create")
    CREATE,
    /** It is there as it was. */
    @JsonProperty("same")
    SAME,
    /** It is there, but not as it was; it is left as it is. */
    @JsonProperty("different")
    DIFFERENT,
    /** It is there, but not as it was; it becomes as it was. */
    @JsonProperty("replace")
    REPLACE,
    /** It is there, but not as it was, and cannot become so. */
    @JsonProperty("conflict")
    CONFLICT,
    /** It is not made again, on purpose. */
    @JsonProperty("left-out")
    LEFT_OUT,
    /** It cannot be made. */
    @JsonProperty("impossible")
    IMPOSSIBLE
}
