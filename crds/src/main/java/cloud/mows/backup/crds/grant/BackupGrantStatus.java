package cloud.mows.backup.crds.grant;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a grant is used for. Each BackupPolicy says itself which grant covers it, or what is missing. */
@Document
public record BackupGrantStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Ready: its repositories exist.") @Size(max = 16) @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription("BackupPolicies that this grant covers.") @Min(0) @Nullable
        Integer policies) {
    public BackupGrantStatus {
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    }
}
