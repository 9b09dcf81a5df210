package cloud.mows.backup.crds.grant;

import cloud.mows.backup.crds.meta.ApiGroup;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** The administrator's approval. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backupgrants")
@ShortNames("mbgrant")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "The administrator's approval of the BackupPolicies of some namespaces, with limits. A policy that asks for more"
                + " than one grant allows does not govern.")
@AdditionalPrinterColumn(name = "Namespaces", jsonPath = ".spec.namespaces", type = Type.STRING)
@AdditionalPrinterColumn(name = "Repositories", jsonPath = ".spec.repositories", type = Type.STRING)
@AdditionalPrinterColumn(name = "Policies", jsonPath = ".status.policies", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
        name = "Min-Interval",
        jsonPath = ".spec.minIntervalSeconds",
        type = Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(name = "Max-Retention", jsonPath = ".spec.maxRetention", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Hooks", jsonPath = ".spec.allowHooks", type = Type.BOOLEAN, priority = 1)
public final class BackupGrant extends CustomResource<BackupGrantSpec, BackupGrantStatus> {
    private static final long serialVersionUID = 1;

    @Override
    @Required
    @JsonPropertyDescription("Who may ask for what.")
    public BackupGrantSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What the grant is used for.")
    public BackupGrantStatus getStatus() {
        return super.getStatus();
    }

    /** A grant names namespaces: there is no empty one. */
    @Override
    protected @Nullable BackupGrantSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable BackupGrantStatus initStatus() {
        return null;
    }
}
