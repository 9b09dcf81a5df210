package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The restore. */
@Document
@ValidationRule(
        value =
                "!(oldSelf.phase in ['Succeeded', 'PartiallyFailed', 'Failed', 'Cancelled']) || self.phase == oldSelf.phase",
        message = "a finished Restore stays as it finished",
        fieldPath = ".phase")
public record RestoreStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "How far it is: Pending (waits), Planning, Planned (waits until planOnly is false), Saving (the app is"
                        + " backed up), Stopping (workloads"
                        + " are scaled to zero), RestoringVolumes,"
                        + " RestoringObjects; or how it ended: Succeeded (what is there is what the plan said),"
                        + " PartiallyFailed (something is not as it was), Failed, Cancelled. Default: Pending")
        @Default("Pending")
        @Nullable
        RestorePhase phase,

        @JsonPropertyDescription("What happens or happened, in a sentence.") @Size(max = 1024) @Nullable
        String message,

        @JsonPropertyDescription("Complete: everything of the restore point is there.")
        @Size(max = 16)
        @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription("When it started.") @Nullable
        Instant startTime,

        @JsonPropertyDescription("When it ended.") @Nullable Instant completionTime,

        @JsonPropertyDescription("What is restored, and from where; fixed when it is planned.") @Nullable
        RestoreSource source,

        @JsonPropertyDescription("Name of the ConfigMap that says what becomes of every object and volume.")
        @Size(max = 253)
        @Nullable
        String plan,

        @JsonPropertyDescription("Name of the RestorePoint that shows the app as it was before the restore.")
        @Size(max = 253)
        @Nullable
        String savedAs,

        @JsonPropertyDescription(
                "Workloads that are scaled to zero, written down before they are, until they have their replicas again.")
        @Size(max = 1000)
        @ListKeys({"kind", "name"})
        List<StoppedWorkload> stopped,

        @JsonPropertyDescription("The volumes that are filled, one by one.") @Size(max = 1000) @ListKeys("claim")
        List<RestoredVolume> volumes,

        @JsonPropertyDescription("What becomes, or became, of the objects, in numbers.") @Nullable
        RestoredObjects objects,

        @JsonPropertyDescription("What is not as it was, one by one; the first ones, if there are many.")
        @Size(max = 50)
        List<@Size(max = 1024) String> problems) {
    /** Of a Restore that nothing is known about yet. */
    public static final RestoreStatus NONE = new RestoreStatus(
            null, null, null, List.of(), null, null, null, null, null, List.of(), List.of(), null, List.of());

    public RestoreStatus {
        phase = Objects.requireNonNullElse(phase, RestorePhase.PENDING);
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
        stopped = List.copyOf(Objects.requireNonNullElse(stopped, List.of()));
        volumes = List.copyOf(Objects.requireNonNullElse(volumes, List.of()));
        problems = List.copyOf(Objects.requireNonNullElse(problems, List.of()));
    }
}
