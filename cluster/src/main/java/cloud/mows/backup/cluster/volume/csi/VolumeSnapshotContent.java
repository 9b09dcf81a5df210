package cloud.mows.backup.cluster.volume.csi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A snapshot of the storage. */
@Group(SnapshotApi.GROUP)
@Version(SnapshotApi.VERSION)
public final class VolumeSnapshotContent
        extends CustomResource<VolumeSnapshotContent.Spec, VolumeSnapshotContent.Status> {
    /** Tells the driver's side that the VolumeSnapshot is gone for good, so that this may go. */
    static final String SNAPSHOT_IS_GONE = "snapshot.storage.kubernetes.io/volumesnapshot-being-deleted";

    private static final long serialVersionUID = 1;

    /** Which one it is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Spec(
            String driver,
            String deletionPolicy,
            Source source,
            @Nullable String sourceVolumeMode,
            @Nullable String volumeSnapshotClassName,
            Reference volumeSnapshotRef) {}

    /** Either the volume to snapshot or a snapshot that the storage has already. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(
            @Nullable String volumeHandle, @Nullable String snapshotHandle) {}

    /** The VolumeSnapshot it belongs to; without uid it waits for one of that name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reference(
            @Nullable String apiVersion,
            @Nullable String kind,
            String namespace,
            String name,
            @Nullable String uid) {}

    /**
     * What became of it.
     *
     * @param creationTime nanoseconds since 1970
     * @param restoreSize bytes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(
            @Nullable String snapshotHandle,
            @Nullable Long creationTime,
            @Nullable Long restoreSize,
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

    boolean belongsTo(VolumeSnapshot snapshot) {
        Reference owner = getSpec().volumeSnapshotRef();
        return owner.namespace().equals(snapshot.getMetadata().getNamespace())
                && owner.name().equals(snapshot.getMetadata().getName())
                && Objects.equals(owner.uid(), snapshot.getMetadata().getUid());
    }

    /** The storage has it: the moment, or null before. */
    @Nullable
    Instant moment() {
        return handle() == null || getStatus().creationTime() == null
                ? null
                : Instant.ofEpochSecond(0, getStatus().creationTime());
    }

    @Nullable
    String handle() {
        return getStatus() == null ? null : getStatus().snapshotHandle();
    }

    boolean isReady() {
        return getStatus() != null && Boolean.TRUE.equals(getStatus().readyToUse());
    }

    long restoreBytes() {
        return getStatus() == null || getStatus().restoreSize() == null
                ? 0
                : getStatus().restoreSize();
    }

    @Nullable
    String error() {
        return getStatus() == null || getStatus().error() == null
                ? null
                : getStatus().error().message();
    }

    boolean isDeletedWithItsSnapshot() {
        return getSpec().deletionPolicy().equals(SnapshotApi.DELETE);
    }

    boolean knowsThatItsSnapshotIsGone() {
        return Objects.requireNonNullElse(getMetadata().getAnnotations(), Map.of())
                .containsKey(SNAPSHOT_IS_GONE);
    }
}
