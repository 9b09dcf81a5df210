package cloud.mows.backup.crds.repository;

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

/** One encrypted store. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("repositories")
@ShortNames("mbrepo")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "An encrypted place for backups: S3, a REST server or a disk. As soon as there is one, everything in the"
                + " cluster is backed up into it by the ClusterBackupPolicy.")
@AdditionalPrinterColumn(name = "Address", jsonPath = ".spec.address", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Snapshots", jsonPath = ".status.snapshots", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Bytes", jsonPath = ".status.storedBytes", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Checked", jsonPath = ".status.lastCheckTime", type = Type.DATE)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Suspended", jsonPath = ".spec.suspend", type = Type.BOOLEAN, priority = 1)
@AdditionalPrinterColumn(name = "Pruned", jsonPath = ".status.lastPruneTime", type = Type.DATE, priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING,
        priority = 1)
public final class Repository extends CustomResource<RepositorySpec, RepositoryStatus> {
    private static final long serialVersionUID = 1;

    @Override
    @Required
    @JsonPropertyDescription("Where the repository is and what opens it.")
    public RepositorySpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What was seen of the repository.")
    public RepositoryStatus getStatus() {
        return super.getStatus();
    }

    /** A repository has an address: there is no empty one. */
    @Override
    protected @Nullable RepositorySpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable RepositoryStatus initStatus() {
        return null;
    }
}
