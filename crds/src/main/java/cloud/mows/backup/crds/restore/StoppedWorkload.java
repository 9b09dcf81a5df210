package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;

/** A workload that is scaled to zero while its volumes are overwritten. */
@Document
public record StoppedWorkload(
        @JsonPropertyDescription("Deployment, StatefulSet or ReplicaSet.") @Required @Size(min = 1, max = 63)
        String kind,

        @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("How many replicas it had, and gets again.") @Required @Min(1)
        int replicas) {
    public StoppedWorkload {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }
}
