package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
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

/** The run. */
@Document
@ValidationRule(
        value =
                "!(oldSelf.phase in ['Succeeded', 'PartiallyFailed', 'Failed', 'Cancelled']) || self.phase == oldSelf.phase",
        message = "a finished Backup stays as it finished",
        fieldPath = ".phase")
@ValidationRule(
        value = "self.phase != 'Succeeded' || (has(self.ledger) && self.ledger.failed == 0)",
        message = BackupStatus.GREEN,
        fieldPath = ".phase")
public record BackupStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "How far the run is: Pending (waits), Preparing (holds the app still, takes snapshots), Running (moves data),"
                        + " Finishing (ledger, clean-up); or how it ended: Succeeded (all is captured or excused),"
                        + " PartiallyFailed (something is missing), Failed (nothing to restore), Cancelled. Default: Pending")
        @Default("Pending")
        @Nullable
        BackupPhase phase,

        @JsonPropertyDescription("What happens or happened, in a sentence.") @Size(max = 1024) @Nullable
        String message,

        @JsonPropertyDescription(
                "Complete: the ledger is written and nothing failed. CleanedUp: nothing that the run made is left."
                        + " Moving: something is being saved; False while the run only waits for a Repository, or for its pods"
                        + " to be started.")
        @Size(max = 16)
        @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription("When the run was due, or asked for.") @Nullable
        Instant requestedTime,

        @JsonPropertyDescription("When the run started.") @Nullable
        Instant startTime,

        @JsonPropertyDescription("The moment that the backup shows: when its snapshots were taken.") @Nullable
        Instant snapshotTime,

        @JsonPropertyDescription("When the run ended.") @Nullable
        Instant completionTime,

        @JsonPropertyDescription("What the run promises, fixed when it was planned.") @Nullable
        RunPlan plan,

        @JsonPropertyDescription("What is backed up, one by one.") @Size(max = 1000) @ListKeys({"type", "name"})
        List<BackupPart> parts,

        @JsonPropertyDescription("The restore point in each repository: one snapshot that holds all of the backup.")
        @Size(max = 8)
        @ListKeys("repository")
        List<RepositorySnapshot> restorePoints,

        @JsonPropertyDescription(
                "What this run makes on the way and still has to remove; written down before it is made.")
        @Size(max = 4000)
        List<MadeResource> resources,

        @JsonPropertyDescription(
                "Containers in which hooks run, written down before the first of them does. Where post has no outcome yet,"
                        + " the container may be holding still, and it still has to run.")
        @Size(max = 256)
        List<Hold> holds,

        @JsonPropertyDescription("What became of everything in scope, in numbers. Without it there is no backup.")
        @Nullable
        LedgerSummary ledger,

        @JsonPropertyDescription("How often writing the ledger was begun anew because a mover had failed.")
        @Min(0)
        @Nullable
        Integer ledgerRetries,

        @JsonPropertyDescription("Bytes read, of all parts.") @Min(0) @Nullable
        Long bytes,

        @JsonPropertyDescription("Bytes that the repositories grew by.") @Min(0) @Nullable
        Long addedBytes) {
    /** Of a Backup that nothing is known about yet. */
    public static final BackupStatus NONE = new BackupStatus(
            null, null, null, List.of(), null, null, null, null, null, List.of(), List.of(), List.of(), List.of(), null,
            null, null, null);

    /** Type of the condition that is False while a run only waits, for which there are these reasons. */
    public static final String MOVING = "Moving";

    public static final String WAITS_FOR_REPOSITORY = "WaitsForRepository";
    public static final String WAITS_FOR_PODS = "WaitsForPods";

    static final String GREEN = "phase Succeeded needs a ledger in which nothing failed";

    public BackupStatus {
        phase = Objects.requireNonNullElse(phase, BackupPhase.PENDING);
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
        parts = List.copyOf(Objects.requireNonNullElse(parts, List.of()));
        restorePoints = List.copyOf(Objects.requireNonNullElse(restorePoints, List.of()));
        resources = List.copyOf(Objects.requireNonNullElse(resources, List.of()));
        holds = List.copyOf(Objects.requireNonNullElse(holds, List.of()));
        if (phase == BackupPhase.SUCCEEDED && (ledger == null || ledger.failed() > 0)) {
            throw new IllegalArgumentException(GREEN);
        }
    }

    public BackupStatus withRestorePoints(List<RepositorySnapshot> others) {
        return new BackupStatus(
                observedGeneration,
                phase,
                message,
                conditions,
                requestedTime,
                startTime,
                snapshotTime,
                completionTime,
                plan,
                parts,
                others,
                resources,
                holds,
                ledger,
                ledgerRetries,
                bytes,
                addedBytes);
    }

    /** Whether the run has begun, and nothing happens until something else does. */
    public boolean standsStill() {
        return !phase.isFinal() && Condition.is(conditions, MOVING, ConditionStatus.FALSE);
    }

    /** Whether that is a repository that can be used again. */
    public boolean waitsForRepository() {
        return standsStill()
                && Condition.find(conditions, MOVING)
                        .filter(moving -> moving.reason().equals(WAITS_FOR_REPOSITORY))
                        .isPresent();
    }
}
