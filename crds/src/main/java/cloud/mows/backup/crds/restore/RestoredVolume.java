package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A volume that is filled. */
@Document
public record RestoredVolume(
        @JsonPropertyDescription("Name of its PersistentVolumeClaim.") @Required @Size(min = 1, max = 253)
        String claim,

        @JsonPropertyDescription("How far it is: Pending, Running, Succeeded, Failed. Default: Pending")
        @Default("Pending")
        @Nullable
        PartPhase phase,

        @JsonPropertyDescription("Why it failed, or what it waits for.") @Size(max = 1024) @Nullable
        String reason,

        @JsonPropertyDescription("Name of the PersistentVolume, as soon as there is one.") @Size(max = 253) @Nullable
        String volumeName,

        @JsonPropertyDescription("Bytes written.") @Min(0) @Nullable
        Long bytes) {
    public RestoredVolume {
        Objects.requireNonNull(claim, "claim");
        phase = Objects.requireNonNullElse(phase, PartPhase.PENDING);
    }
}
