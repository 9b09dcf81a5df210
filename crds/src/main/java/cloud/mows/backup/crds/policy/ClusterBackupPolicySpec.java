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

/** What holds where no granted request says otherwise. */
@Document
@ValidationRule(value = RepositoryCopy.NOT_BOTH_RULE, message = RepositoryCopy.NOT_BOTH, fieldPath = ".copies")
public record ClusterBackupPolicySpec(
        @JsonPropertyDescription(
                "Rules for namespaces, from top to bottom; the first that matches decides. Namespaces that none"
                        + " matches are backed up. Default: no rules, so all namespaces.")
        @Size(max = 128)
        List<NamespaceRule> namespaces,

        @JsonPropertyDescription(
                "When every app is backed up, each in a run of its own. Default: every night from two o'clock,"
                        + " spread over two hours, Etc/UTC.")
        @Default("{\"cron\": \"0 2 * * *\", \"timeZone\": \"Etc/UTC\", \"jitterSeconds\": 7200}")
        @Nullable
        Schedule schedule,

        @JsonPropertyDescription(
                "How long backups are kept. Default: the last 3, 7 daily, 5 weekly and 12 monthly ones.")
        @Default("{\"last\": 3, \"daily\": 7, \"weekly\": 5, \"monthly\": 12}")
        @Nullable
        Retention retention,

        @JsonPropertyDescription(
                "Repositories that each backup goes to. Default: every Repository that is not in copies.")
        @Size(max = 8)
        @ListKeys("name")
        List<RepositoryChoice> repositories,

        @JsonPropertyDescription(
                "Repositories that restore points are copied to once they are made; apps are not read again for that. Default:"
                        + " none.")
        @Size(max = 8)
        @ListKeys("name")
        List<RepositoryCopy> copies,

        @JsonPropertyDescription(
                "Rules for volumes of all namespaces, from top to bottom; the first that matches decides. Volumes"
                        + " that none matches are backed up. Default: no rules, so all volumes.")
        @Size(max = 64)
        List<VolumeRule> volumes,

        @JsonPropertyDescription(
                "Rules for API objects in namespaces, from top to bottom; the first that matches decides. Objects"
                        + " that none matches are backed up, without those that controllers make again. Default: no rules.")
        @Size(max = 64)
        List<ObjectRule> objects,

        @JsonPropertyDescription(
                "Rules for API objects of the whole cluster, from top to bottom; the first that matches decides."
                        + " Objects that none matches are backed up. Default: no rules.")
        @Size(max = 64)
        List<ObjectRule> clusterObjects,

        @JsonPropertyDescription("Backups that may run at the same time in the whole cluster; others wait. Default: 2")
        @Default("2")
        @Min(1)
        @Max(100)
        @Nullable
        Integer concurrentBackups,

        @JsonPropertyDescription(
                "After so many seconds a backup that is still running is stopped and fails; the next one goes on"
                        + " with what is stored. Default: 86400, a day")
        @Default("86400")
        @Min(60)
        @Max(2592000)
        @Nullable
        Integer activeDeadlineSeconds,

        @JsonPropertyDescription(
                "Whether no backup of the whole cluster starts by a schedule, those of granted requests"
                        + " included. Default: false")
        @Default("false")
        boolean suspend) {
    private static final Schedule NIGHTLY = new Schedule("0 2 * * *", "Etc/UTC", 7200, List.of(), List.of());
    private static final int CONCURRENT_BACKUPS = 2;
    private static final int ACTIVE_DEADLINE_SECONDS = 86400;

    /** What holds in a cluster where nobody has said anything. */
    public static final ClusterBackupPolicySpec DEFAULT = new ClusterBackupPolicySpec(
            List.of(), null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null, null, false);

    public ClusterBackupPolicySpec {
        namespaces = List.copyOf(Objects.requireNonNullElse(namespaces, List.of()));
        schedule = Objects.requireNonNullElse(schedule, NIGHTLY);
        retention = Objects.requireNonNullElse(retention, Retention.DEFAULT);
        repositories = List.copyOf(Objects.requireNonNullElse(repositories, List.of()));
        copies = List.copyOf(Objects.requireNonNullElse(copies, List.of()));
        RepositoryCopy.check(repositories, copies);
        volumes = List.copyOf(Objects.requireNonNullElse(volumes, List.of()));
        objects = List.copyOf(Objects.requireNonNullElse(objects, List.of()));
        clusterObjects = List.copyOf(Objects.requireNonNullElse(clusterObjects, List.of()));
        concurrentBackups = Objects.requireNonNullElse(concurrentBackups, CONCURRENT_BACKUPS);
        activeDeadlineSeconds = Objects.requireNonNullElse(activeDeadlineSeconds, ACTIVE_DEADLINE_SECONDS);
        Range.check("concurrentBackups", concurrentBackups, 1, 100);
        Range.check("activeDeadlineSeconds", activeDeadlineSeconds, 60, 2592000);
    }
}
