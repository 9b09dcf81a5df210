package cloud.mows.backup.crds.browse;

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

/** Somebody looks into a repository. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("browsesessions")
@ShortNames("mbbrowse")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "Somebody looks into a Repository: a pod that can open it answers questions about what is in its restore points, and ends"
                + " when nobody asks any more. The page makes one in the controller's namespace when files are looked at; the"
                + " controller removes it when its pod has ended.")
@AdditionalPrinterColumn(name = "Repository", jsonPath = ".spec.repository", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Address", jsonPath = ".status.address", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING,
        priority = 1)
public final class BrowseSession extends CustomResource<BrowseSessionSpec, BrowseSessionStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    @Required
    @JsonPropertyDescription("What is looked into, and by whom.")
    public BrowseSessionSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("Where the session answers.")
    public BrowseSessionStatus getStatus() {
        return super.getStatus();
    }

    /** A session is of a repository: there is no empty one. */
    @Override
    protected @Nullable BrowseSessionSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable BrowseSessionStatus initStatus() {
        return null;
    }
}
