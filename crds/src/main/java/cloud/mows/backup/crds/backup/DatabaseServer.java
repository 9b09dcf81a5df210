package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;

/** A database server, as it was recognised when a run was planned. */
@Document
public record DatabaseServer(
        @JsonPropertyDescription("What it is: PostgreSQL or MariaDB.") @Required
        DatabaseKind kind,

        @JsonPropertyDescription("The pod in which the commands run that dump it. Example: notes-postgres-1")
        @Required
        @Size(min = 1, max = 253)
        String pod,

        @JsonPropertyDescription("The container of that pod. Example: postgres") @Required @Size(min = 1, max = 63)
        String container) {
    public DatabaseServer {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(container, "container");
    }
}
