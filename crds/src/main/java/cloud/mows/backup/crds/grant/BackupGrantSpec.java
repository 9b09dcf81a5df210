package cloud.mows.backup.crds.grant;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Range;
import cloud.mows.backup.crds.meta.Selector;
import cloud.mows.backup.crds.policy.KeepWithin;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who may ask for what. */
@Document
@ValidationRule(
        value = "(has(self.namespaces) && size(self.namespaces) > 0) != has(self.namespaceSelector)",
        message = BackupGrantSpec.WHO)
@ValidationRule(
        value = "self.maxRetention.matches('" + KeepWithin.PATTERN + "')",
        message = BackupGrantSpec.RETENTION,
        fieldPath = ".maxRetention")
public record BackupGrantSpec(
        @JsonPropertyDescription(
                "Names of namespaces whose BackupPolicies are approved; * stands for any characters. Either this"
                        + " or namespaceSelector. Example: [photos, \"team-*\"]")
        @Size(max = 64)
        List<@Size(min = 1, max = 63) @Pattern("^[-a-z0-9*]+$") String> namespaces,

        @JsonPropertyDescription(
                "Labels of namespaces whose BackupPolicies are approved. Whoever may label a namespace can"
                        + " then approve it. Either this or namespaces.")
        @Nullable
        Selector namespaceSelector,

        @JsonPropertyDescription("Names of the BackupPolicies that are approved. Default: any in these namespaces.")
        @Size(max = 64)
        List<@Size(min = 1, max = 253) @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") String> policies,

        @JsonPropertyDescription("Names of the Repositories that may be used. Example: [offsite]")
        @Required
        @Size(min = 1, max = 16)
        List<@Size(min = 1, max = 253) @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") String> repositories,

        @JsonPropertyDescription("Shortest time between two backups of a policy, in seconds. Default: 3600, an hour")
        @Default("3600")
        @Min(60)
        @Max(31536000)
        @Nullable
        Integer minIntervalSeconds,

        @JsonPropertyDescription(
                "How old a backup may get that a policy keeps: years, months, days and hours. Note that m is"
                        + " months. Default: 1y")
        @Default("1y")
        @Size(min = 1, max = KeepWithin.LENGTH_MAX)
        @Nullable
        String maxRetention,

        @JsonPropertyDescription(
                "Whether hooks may run: commands in the pods of the namespace, for which whoever writes the"
                        + " BackupPolicy then needs no right of their own. The controller needs one: bind ClusterRole"
                        + " mows-backup-hooks to it in the namespace. Default: false")
        @Default("false")
        boolean allowHooks) {
    static final String WHO = "a grant has either namespaces or namespaceSelector";
    static final String RETENTION = "maxRetention " + KeepWithin.MESSAGE;

    private static final int MIN_INTERVAL_SECONDS = 3600;
    private static final String MAX_RETENTION = "1y";

    public BackupGrantSpec {
        namespaces = List.copyOf(Objects.requireNonNullElse(namespaces, List.of()));
        policies = List.copyOf(Objects.requireNonNullElse(policies, List.of()));
        repositories = List.copyOf(repositories);
        minIntervalSeconds = Objects.requireNonNullElse(minIntervalSeconds, MIN_INTERVAL_SECONDS);
        maxRetention = Objects.requireNonNullElse(maxRetention, MAX_RETENTION);
        if (namespaces.isEmpty() == (namespaceSelector == null)) {
            throw new IllegalArgumentException(WHO);
        }
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException("a grant names at least one repository");
        }
        Range.check("minIntervalSeconds", minIntervalSeconds, 60, 31536000);
        if (!KeepWithin.isValid(maxRetention)) {
            throw new IllegalArgumentException(RETENTION);
        }
    }
}
