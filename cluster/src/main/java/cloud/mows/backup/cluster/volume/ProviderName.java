package cloud.mows.backup.cluster.volume;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways to read a volume. */
public enum ProviderName {
    CSI("csi"),
    LIVE("live");

    private final String word;

    ProviderName(String word) {
        this.word = word;
    }

    /** As in labels and in people's settings. */
    public String word() {
        return word;
    }

    public static Optional<ProviderName> of(@Nullable String word) {
        return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
    }
}
