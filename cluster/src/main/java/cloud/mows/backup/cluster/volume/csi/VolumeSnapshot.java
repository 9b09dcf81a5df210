package cloud.mows.backup.cluster.volume.csi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A wish for a snapshot, or for one that the storage has already. */
@Group(SnapshotApi.GROUP)
@Version(SnapshotApi.VERSION)
public final class VolumeSnapshot extends CustomResource<VolumeSnapshot.Spec, VolumeSnapshot.Status>
        implements Namespaced {
    private static final long serialVersionUID = 1;

    /** What is wished for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Spec(@Nullable String volumeSnapshotClassName, Source source) {}

    /** Either a claim or a content. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(
            @Nullable String persistentVolumeClaimName,
            @Nullable String volumeSnapshotContentName) {}

    /** What became of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(
            @Nullable String boundVolumeSnapshotContentName,
            @Nullable Boolean readyToUse,
            @Nullable SnapshotError error) {}

    @Override
    protected @Nullable Spec initSpec() {
        return null;
    }

    @Override
    protected @Nullable Status initStatus() {
        return null;
    }

    @Nullable
    String contentName() {
        return getStatus() == null ? null : getStatus().boundVolumeSnapshotContentName();
    }

    boolean isReady() {
        return getStatus() != null && Boolean.TRUE.equals(getStatus().readyToUse());
    }

    @Nullable
    String error() {
        return getStatus() == null || getStatus().error() == null
                ? null
                : getStatus().error().message();
    }
}
