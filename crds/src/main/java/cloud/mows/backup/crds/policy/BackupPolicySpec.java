package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import cloud.mows.backup.crds.meta.Range;
import cloud.mows.backup.crds.schedule.Schedule;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an app asks for. */
@Document
@ValidationRule(value = RepositoryCopy.NOT_BOTH_RULE, message = RepositoryCopy.NOT_BOTH, fieldPath = ".copies")
public record BackupPolicySpec(
        @JsonPropertyDescription("When the app is backed up. Default: as the ClusterBackupPolicy says.") @Nullable
        Schedule schedule,

        @JsonPropertyDescription("How long backups are kept. Default: as the ClusterBackupPolicy says.") @Nullable
        Retention retention,

        @JsonPropertyDescription("Repositories that each backup goes to. Default: those of the ClusterBackupPolicy.")
        @Size(max = 8)
        @ListKeys("name")
        List<RepositoryChoice> repositories,

        @JsonPropertyDescription(
                "Repositories that restore points are copied to once they are made; the app is not read again for that. Default:"
                        + " those of the ClusterBackupPolicy.")
        @Size(max = 8)
        @ListKeys("name")
        List<RepositoryCopy> copies,

        @JsonPropertyDescription(
                "Rules for volumes, from top to bottom; the first that matches decides. Volumes that none matches"
                        + " are backed up. Default: no rules, so all volumes.")
        @Size(max = 64)
        List<VolumeRule> volumes,

        @JsonPropertyDescription(
                "Rules for API objects, from top to bottom; the first that matches decides. Objects that none"
                        + " matches are backed up, without those that controllers make again. Default: no rules, so all objects.")
        @Size(max = 64)
        List<ObjectRule> objects,

        @JsonPropertyDescription(
                "Commands that make the app hold still for the moment of the snapshots: pre from top to bottom,"
                        + " post from bottom to top. They need a BackupGrant with allowHooks. Default: none.")
        @Size(max = 16)
        @ListKeys("name")
        List<Hook> hooks,

        @JsonPropertyDescription(
                "After so many seconds between the first pre hook and the last snapshot the post hooks run and the"
                        + " backup fails, so that an app never stands still for long. Default: 120")
        @Default("120")
        @Min(1)
        @Max(3600)
        @Nullable
        Integer holdDeadlineSeconds,

        @JsonPropertyDescription(
                "After so many seconds a backup that is still running is stopped and fails; the next one goes on"
                        + " with what is stored. Default: as the ClusterBackupPolicy says. Example: 21600")
        @Min(60)
        @Max(2592000)
        @Nullable
        Integer activeDeadlineSeconds,

        @JsonPropertyDescription("Whether no backup starts by the schedule. What is stored is kept. Default: false")
        @Default("false")
        boolean suspend) {
    private static final int HOLD_DEADLINE_SECONDS = 120;

    /** Everything, by the cluster's default. */
    public static final BackupPolicySpec EMPTY =
            new BackupPolicySpec(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null, null, false);

    public BackupPolicySpec {
        repositories = List.copyOf(Objects.requireNonNullElse(repositories, List.of()));
        copies = List.copyOf(Objects.requireNonNullElse(copies, List.of()));
        RepositoryCopy.check(repositories, copies);
        volumes = List.copyOf(Objects.requireNonNullElse(volumes, List.of()));
        objects = List.copyOf(Objects.requireNonNullElse(objects, List.of()));
        hooks = List.copyOf(Objects.requireNonNullElse(hooks, List.of()));
        holdDeadlineSeconds = Objects.requireNonNullElse(holdDeadlineSeconds, HOLD_DEADLINE_SECONDS);
        Range.check("holdDeadlineSeconds", holdDeadlineSeconds, 1, 3600);
        Range.check("activeDeadlineSeconds", activeDeadlineSeconds, 60, 2592000);
    }
}
