package cloud.mows.backup.crds.repository;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was seen of a repository. */
@Document
@ValidationRule(
        value = "!has(oldSelf.id) || (has(self.id) && self.id == oldSelf.id)",
        message =
                "the id of a repository never changes: for another repository delete this Repository and create it again",
        fieldPath = ".id")
public record RepositoryStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Ready: can be opened and written. Checked: the last check found no damage. Pruned: what is no longer kept"
                        + " could be removed. Copied: every restore point that is to be copied to it lies in it.")
        @Size(max = 16)
        @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription(
                "Id of the repository, read when it was first opened. If another one is found at the address, it"
                        + " is left alone.")
        @Size(max = 64)
        @Pattern("^[0-9a-f]{64}$")
        @Nullable
        String id,

        @JsonPropertyDescription("When it was last tried to open it, with whatever result.") @Nullable
        Instant lastAttemptTime,

        @JsonPropertyDescription("Number of snapshots in it.") @Min(0) @Nullable
        Long snapshots,

        @JsonPropertyDescription("Bytes that its data occupied when it was last checked.") @Min(0) @Nullable
        Long storedBytes,

        @JsonPropertyDescription("When its restore points were last listed.") @Nullable
        Instant lastListTime,

        @JsonPropertyDescription("When the last check ended.") @Nullable
        Instant lastCheckTime,

        @JsonPropertyDescription("When the next check starts.") @Nullable
        Instant nextCheckTime,

        @JsonPropertyDescription(
                "Which part of the data the last check read, and of how many: the next check reads the one after it. Example:"
                        + " 3/20")
        @Size(max = 7)
        @Nullable
        String checkedPart,

        @JsonPropertyDescription("When the last prune ended.") @Nullable
        Instant lastPruneTime,

        @JsonPropertyDescription("When the next prune starts.") @Nullable
        Instant nextPruneTime) {
    /** Type of the condition that is True while the repository can be opened and written. */
    public static final String READY = "Ready";

    public RepositoryStatus {
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    }

    /** Whether a repository can be opened and written; unknown if nobody has tried yet. */
    public static ConditionStatus ready(@Nullable RepositoryStatus status) {
        return status == null
                ? ConditionStatus.UNKNOWN
                : Condition.find(status.conditions(), READY)
                        .map(Condition::status)
                        .orElse(ConditionStatus.UNKNOWN);
    }
}
