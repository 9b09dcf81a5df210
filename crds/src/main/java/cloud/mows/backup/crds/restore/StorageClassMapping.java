package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;

/** Volumes that were of one storage class, and are to be of another. */
@Document
public record StorageClassMapping(
        @JsonPropertyDescription("Name of the storage class that they were of.") @Required @Size(min = 1, max = 253)
        String from,

        @JsonPropertyDescription("Name of the one that they will be of.") @Required @Size(min = 1, max = 253)
        String to) {
    public StorageClassMapping {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
