package cloud.mows.backup.crds.browse;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a session answers. */
@Document
public record BrowseSessionStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Ready: its pod runs, and answers as soon as it has opened the repository.")
        @Size(max = 16)
        @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription(
                "Address and port at which it answers whoever shows its key, within the cluster. Example: 10.42.0.7:8484")
        @Size(max = 64)
        @Nullable
        String address) {
    /** Type of the condition that is True while the session answers. */
    public static final String READY = "Ready";

    public BrowseSessionStatus {
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    }
}
