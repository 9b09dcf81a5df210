package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.ApiGroup;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Default;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** An app's request. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backuppolicies")
@ShortNames("mbpol")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "How the app of a namespace asks to be backed up. An empty spec asks for everything, by the cluster's default"
                + " schedule. It governs as soon as the administrator's BackupGrant covers it; until then, and for everything else, the"
                + " ClusterBackupPolicy does.")
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".status.schedule", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Granted",
        jsonPath = ".status.conditions[?(@.type==\"Granted\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Last-Success", jsonPath = ".status.lastSuccessfulTime", type = Type.DATE)
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.nextScheduleTime", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Suspended", jsonPath = ".spec.suspend", type = Type.BOOLEAN, priority = 1)
@AdditionalPrinterColumn(name = "Grant", jsonPath = ".status.grant", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Last-Backup", jsonPath = ".status.lastBackup", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Granted\")].message",
        type = Type.STRING,
        priority = 1)
public final class BackupPolicy extends CustomResource<BackupPolicySpec, BackupPolicyStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    @Default("{}")
    @JsonPropertyDescription("What the app asks for. Default: everything, as the ClusterBackupPolicy says.")
    public BackupPolicySpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What became of the request.")
    public BackupPolicyStatus getStatus() {
        return super.getStatus();
    }

    @Override
    protected BackupPolicySpec initSpec() {
        return BackupPolicySpec.EMPTY;
    }

    @Override
    protected @Nullable BackupPolicyStatus initStatus() {
        return null;
    }
}
