package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A snapshot in one repository. */
@Document
public record RepositorySnapshot(
        @JsonPropertyDescription("Name of the Repository.") @Required @Size(min = 1, max = 253)
        String repository,

        @JsonPropertyDescription(
                "Id of the snapshot in it, as the command line shows it; absent for a part that the restore point has.")
        @Size(max = 64)
        @Pattern("^[0-9a-f]{64}$")
        @Nullable
        String id,

        @JsonPropertyDescription("Bytes that the repository grew by: new data, compressed.") @Min(0) @Nullable
        Long addedBytes) {
    public RepositorySnapshot {
        Objects.requireNonNull(repository, "repository");
    }
}
