package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that a run makes and must remove. Written down before it is made, struck out when it is seen to be gone. */
@Document
public record MadeResource(
        @JsonPropertyDescription("API version. Example: snapshot.storage.k8s.io/v1") @Required @Size(min = 1, max = 317)
        String apiVersion,

        @JsonPropertyDescription("Kind. Example: VolumeSnapshot") @Required @Size(min = 1, max = 63)
        String kind,

        @JsonPropertyDescription("Namespace; absent if it belongs to none.") @Size(min = 1, max = 63) @Nullable
        String namespace,

        @JsonPropertyDescription("Name, chosen before it is made.") @Required @Size(min = 1, max = 253)
        String name) {
    public MadeResource {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }
}
