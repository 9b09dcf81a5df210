package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The policy that a run follows. */
@Document
public record PolicyReference(
        @JsonPropertyDescription(
                "BackupPolicy: one of the same namespace. ClusterBackupPolicy: the administrator's default."
                        + " Default: BackupPolicy")
        @Default("BackupPolicy")
        @Nullable
        PolicyKind kind,

        @JsonPropertyDescription("Name of the policy. Example: notes")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String name) {
    public PolicyReference {
        kind = Objects.requireNonNullElse(kind, PolicyKind.BACKUP_POLICY);
        Objects.requireNonNull(name, "name");
    }
}
