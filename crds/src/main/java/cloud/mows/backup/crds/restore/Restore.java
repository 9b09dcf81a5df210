package cloud.mows.backup.crds.restore;

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

/** The wish that an app comes back. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("restores")
@ShortNames("mrestore")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "Brings an app back from a restore point: its namespace, objects and volumes. What is there already is left as it is,"
                + " unless existing says otherwise."
                + " Only in the namespace of the controller. Deleting one stops it and undoes nothing.")
@AdditionalPrinterColumn(name = "App", jsonPath = ".spec.app", type = Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "Moment", jsonPath = ".status.source.time", type = Type.STRING)
@AdditionalPrinterColumn(name = "Created", jsonPath = ".status.objects.created", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Failed", jsonPath = ".status.objects.failed", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", type = Type.STRING, priority = 1)
public final class Restore extends CustomResource<RestoreSpec, RestoreStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    @Required
    @JsonPropertyDescription("What is to come back.")
    public RestoreSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("How far it is.")
    public RestoreStatus getStatus() {
        return super.getStatus();
    }

    /** It names an app: there is no empty one. */
    @Override
    protected @Nullable RestoreSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable RestoreStatus initStatus() {
        return null;
    }
}
