package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which run is wanted. */
@Document
@ValidationRule(
        value = "self.scope != 'Cluster' || self.policy.kind == 'ClusterBackupPolicy'",
        message = BackupSpec.CLUSTER,
        fieldPath = ".scope")
@ValidationRule(
        value = "self.policy == oldSelf.policy && self.scope == oldSelf.scope && self.trigger == oldSelf.trigger",
        message = "a Backup cannot be changed, only cancelled: make another one")
@ValidationRule(
        value = "self.cancel || !oldSelf.cancel",
        message = "a cancelled Backup cannot go on: make another one",
        fieldPath = ".cancel")
public record BackupSpec(
        @JsonPropertyDescription("The policy that says what is backed up, and where to.") @Required
        PolicyReference policy,

        @JsonPropertyDescription(
                "Namespace: the namespace that this Backup is in. Cluster: the objects that belong to no namespace;"
                        + " only in the namespace of the controller. Default: Namespace")
        @Default("Namespace")
        @Nullable
        BackupScope scope,

        @JsonPropertyDescription("Why it is made: Manual, or Schedule if the controller made it. Default: Manual")
        @Default("Manual")
        @Nullable
        BackupTrigger trigger,

        @JsonPropertyDescription("Set it to true to stop the run. What it made on the way is removed. Default: false")
        @Default("false")
        boolean cancel) {
    static final String CLUSTER = "scope Cluster needs a policy of kind ClusterBackupPolicy";

    public BackupSpec {
        Objects.requireNonNull(policy, "policy");
        scope = Objects.requireNonNullElse(scope, BackupScope.NAMESPACE);
        trigger = Objects.requireNonNullElse(trigger, BackupTrigger.MANUAL);
        if (scope == BackupScope.CLUSTER && policy.kind() != PolicyKind.CLUSTER_BACKUP_POLICY) {
            throw new IllegalArgumentException(CLUSTER);
        }
    }
}
