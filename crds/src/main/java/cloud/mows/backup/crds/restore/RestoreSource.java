package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.Objects;

/** From where an app is restored. */
@Document
public record RestoreSource(
        @JsonPropertyDescription("Name of the RestorePoint.") @Required @Size(min = 1, max = 253)
        String restorePoint,

        @JsonPropertyDescription("Name of the Repository.") @Required @Size(min = 1, max = 253)
        String repository,

        @JsonPropertyDescription("Id of the snapshot in it.") @Required @Size(max = 64) @Pattern("^[0-9a-f]{64}$")
        String snapshot,

        @JsonPropertyDescription("The moment that it shows.") @Required
        Instant time) {
    public RestoreSource {
        Objects.requireNonNull(restorePoint, "restorePoint");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(time, "time");
    }
}
