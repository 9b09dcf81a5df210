package cloud.mows.backup.cluster.volume.csi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a driver takes snapshots. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Group(SnapshotApi.GROUP)
@Version(SnapshotApi.VERSION)
@Plural("volumesnapshotclasses")
public final class VolumeSnapshotClass extends CustomResource<Void, Void> {
    private static final String DEFAULT_ANNOTATION = "snapshot.storage.kubernetes.io/is-default-class";
    private static final long serialVersionUID = 1;

    private String driver = "";
    private HashMap<String, String> parameters = new HashMap<>();

    public String getDriver() {
        return driver;
    }

    public void setDriver(String driver) {
        this.driver = driver;
    }

    /** What the driver makes of it; none if there are none. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    public void setParameters(@Nullable Map<String, String> parameters) {
        this.parameters = parameters == null ? new HashMap<>() : new HashMap<>(parameters);
    }

    boolean isDefault() {
        return "true"
                .equals(Objects.requireNonNullElse(getMetadata().getAnnotations(), Map.<String, String>of())
                        .get(DEFAULT_ANNOTATION));
    }
}
