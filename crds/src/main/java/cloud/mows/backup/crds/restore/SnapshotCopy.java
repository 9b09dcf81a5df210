package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;

/** One place where a restore point lies. */
@Document
public record SnapshotCopy(
        @JsonPropertyDescription("Name of the Repository.") @Required @Size(min = 1, max = 253)
        String repository,

        @JsonPropertyDescription("Id of the snapshot in it, as the command line shows it.")
        @Required
        @Size(max = 64)
        @Pattern("^[0-9a-f]{64}$")
        String snapshot) {
    public SnapshotCopy {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
