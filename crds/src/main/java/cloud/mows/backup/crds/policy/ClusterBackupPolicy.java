package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.ApiGroup;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** The administrator's default. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("clusterbackuppolicies")
@ShortNames("mbcpol")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "How everything in the cluster is backed up that no granted BackupPolicy speaks of: every namespace, and the"
                + " objects of the whole cluster. There is one, called default; without it its defaults hold.")
@ValidationRule(
        value = "self.metadata.name == '" + ClusterBackupPolicy.NAME + "'",
        message =
                "there is one ClusterBackupPolicy and its name is 'default'; for a single namespace make a BackupPolicy in it")
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".spec.schedule.cron", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Namespaces", jsonPath = ".status.namespaces", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Excluded", jsonPath = ".status.excludedNamespaces", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.nextScheduleTime", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Time-Zone", jsonPath = ".spec.schedule.timeZone", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Suspended", jsonPath = ".spec.suspend", type = Type.BOOLEAN, priority = 1)
public final class ClusterBackupPolicy extends CustomResource<ClusterBackupPolicySpec, ClusterBackupPolicyStatus> {
    /** The only name that there is. */
    public static final String NAME = "default";

    private static final long serialVersionUID = 1;

    @Override
    @Default("{}")
    @JsonPropertyDescription("What holds where no granted request says otherwise.")
    public ClusterBackupPolicySpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What became of the default.")
    public ClusterBackupPolicyStatus getStatus() {
        return super.getStatus();
    }

    @Override
    protected ClusterBackupPolicySpec initSpec() {
        return ClusterBackupPolicySpec.DEFAULT;
    }

    @Override
    protected @Nullable ClusterBackupPolicyStatus initStatus() {
        return null;
    }
}
