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

/** What became of an app's request. */
@Document
public record BackupPolicyStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Granted: a BackupGrant covers all that is asked for; until then the ClusterBackupPolicy governs."
                        + " Ready: the next backup can run. Protected: the newest good backup is not older than two intervals.")
        @Size(max = 16)
        @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription("Name of the BackupGrant that covers the policy.") @Size(max = 253) @Nullable
        String grant,

        @JsonPropertyDescription(
                "The administrator's last no, by 'mows-backup request deny'. It counts while the policy is as it was then.")
        @Nullable
        Denial denial,

        @JsonPropertyDescription("The schedule that is in force, with its time zone. Example: 0 3 * * * Europe/Berlin")
        @Size(max = 256)
        @Nullable
        String schedule,

        @JsonPropertyDescription("The repositories that are in force, by name.") @Size(max = 64)
        List<@Size(max = 253) String> repositories,

        @JsonPropertyDescription("Name of the newest Backup of this policy.") @Size(max = 253) @Nullable
        String lastBackup,

        @JsonPropertyDescription("When a backup was last started by the schedule.") @Nullable
        Instant lastScheduleTime,

        @JsonPropertyDescription("The moment that the newest complete backup shows.") @Nullable
        Instant lastSuccessfulTime,

        @JsonPropertyDescription("When the next backup starts, jitter included. Absent while suspended.") @Nullable
        Instant nextScheduleTime) {
    public BackupPolicyStatus {
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
        repositories = List.copyOf(Objects.requireNonNullElse(repositories, List.of()));
    }

    /** For whoever may not change what the administrator said. */
    public BackupPolicyStatus withoutDenial() {
        return new BackupPolicyStatus(
                observedGeneration,
                conditions,
                grant,
                null,
                schedule,
                repositories,
                lastBackup,
                lastScheduleTime,
                lastSuccessfulTime,
                nextScheduleTime);
    }
}
