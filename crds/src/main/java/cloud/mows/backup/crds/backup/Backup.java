package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.ApiGroup;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One run. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backups")
@ShortNames("mb")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "One backup of one app: its volumes, objects and databases at one moment. Schedules make them; making one by hand"
                + " starts a run. Deleting one removes nothing from a repository.")
@AdditionalPrinterColumn(name = "Policy", jsonPath = ".spec.policy.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "Moment", jsonPath = ".status.snapshotTime", type = Type.DATE)
@AdditionalPrinterColumn(name = "Bytes", jsonPath = ".status.bytes", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Added", jsonPath = ".status.addedBytes", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Missing", jsonPath = ".status.ledger.failed", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Scope", jsonPath = ".spec.scope", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Trigger", jsonPath = ".spec.trigger", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Finished", jsonPath = ".status.completionTime", type = Type.DATE, priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", type = Type.STRING, priority = 1)
public final class Backup extends CustomResource<BackupSpec, BackupStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    @Required
    @JsonPropertyDescription("Which run is wanted.")
    public BackupSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("The run.")
    public BackupStatus getStatus() {
        return super.getStatus();
    }

    /** A run follows a policy: there is no empty one. */
    @Override
    protected @Nullable BackupSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable BackupStatus initStatus() {
        return null;
    }
}
