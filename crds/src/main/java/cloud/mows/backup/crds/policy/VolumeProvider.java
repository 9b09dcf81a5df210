package cloud.mows.backup.crds.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the data of a volume is read. */
public enum VolumeProvider {
    /** From a Longhorn snapshot. */
    @JsonProperty("Longhorn")
    LONGHORN,
    /** From a CSI VolumeSnapshot. */
    @JsonProperty("CSI")
    CSI,
    /** While it is in use, file by file. */
    @JsonProperty("Live")
    LIVE
}
