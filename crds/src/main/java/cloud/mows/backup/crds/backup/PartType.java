package cloud.mows.backup.crds.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a part holds. */
public enum PartType {
    /** The files or blocks of a volume. */
    @JsonProperty("Volume")
    VOLUME,
    /** Objects of the API. */
    @JsonProperty("Objects")
    OBJECTS,
    /** What a database wrote out. */
    @JsonProperty("Dump")
    DUMP,
    /** Files of a machine. */
    @JsonProperty("Files")
    FILES
}
