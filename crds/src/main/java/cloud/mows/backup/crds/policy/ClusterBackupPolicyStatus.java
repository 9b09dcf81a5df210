package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of the default. */
@Document
public record ClusterBackupPolicyStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Ready: there is a repository, and the schedule can be followed. Covered: every namespace and volume is"
                        + " protected or left out on purpose.")
        @Size(max = 16)
        @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription("Namespaces that this policy governs, because no granted request does.")
        @Min(0)
        @Nullable
        Integer namespaces,

        @JsonPropertyDescription("Namespaces that a rule leaves out.") @Min(0) @Nullable
        Integer excludedNamespaces,

        @JsonPropertyDescription("When the next round of backups starts. Absent while suspended.") @Nullable
        Instant nextScheduleTime) {
    public ClusterBackupPolicyStatus {
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    }
}
