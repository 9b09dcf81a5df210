package cloud.mows.backup.crds.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the data of a volume is read. */
public enum ProviderName {
    /** From a Longhorn snapshot. */
    @JsonProperty("Longhorn")
    LONGHORN("longhorn"),
    /** From a CSI VolumeSnapshot. */
    @JsonProperty("CSI")
    CSI("csi"),
    /** While it is in use, file by file. */
    @JsonProperty("Live")
    LIVE("live");

    private final String word;

    ProviderName(String word) {
        this.word = word;
    }

    /** As in labels. */
    public String word() {
        return word;
    }

    public static Optional<ProviderName> of(@Nullable String word) {
        return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
    }
}
