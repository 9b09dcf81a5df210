package cloud.mows.backup.crds.restore;

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

/** A complete backup of an app, as it lies in repositories. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("restorepoints")
@ShortNames("mrp")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "What a backup of an app left in the repositories: it can be restored from here, also when the namespace is gone."
                + " Written by the controller only. Deleting one removes nothing from a repository.")
@AdditionalPrinterColumn(name = "App", jsonPath = ".spec.app", type = Type.STRING)
@AdditionalPrinterColumn(name = "Moment", jsonPath = ".spec.time", type = Type.STRING)
@AdditionalPrinterColumn(name = "Captured", jsonPath = ".spec.ledger.captured", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Missing", jsonPath = ".spec.ledger.failed", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Bytes", jsonPath = ".spec.bytes", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Repository", jsonPath = ".spec.copies[*].repository", type = Type.STRING)
@AdditionalPrinterColumn(name = "Backup", jsonPath = ".spec.backupName", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.cluster", type = Type.STRING, priority = 1)
public final class RestorePoint extends CustomResource<RestorePointSpec, Void> {
    private static final long serialVersionUID = 1;

    @Override
    @Required
    @JsonPropertyDescription("What it holds, and where it lies.")
    public RestorePointSpec getSpec() {
        return super.getSpec();
    }

    /** There is no empty one. */
    @Override
    protected @Nullable RestorePointSpec initSpec() {
        return null;
    }
}
