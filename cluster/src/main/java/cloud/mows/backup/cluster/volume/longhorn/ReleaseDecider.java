package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.StaticVolume;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.Volume;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is next in removing: the last made first, and nothing before what was made of it is gone. */
final class ReleaseDecider {
    private ReleaseDecider() {}

    /** Everything that may be there, null where it is not. */
    record Observed(
            @Nullable PersistentVolumeClaim claim,
            @Nullable PersistentVolume volume,
            @Nullable Volume content,
            @Nullable Snapshot snapshot) {}

    /** @param namespace of Longhorn, where the clone and the snapshot are */
    static Decision<Release> decide(VolumeCopy copy, String namespace, Observed seen) {
        return StaticVolume.release(copy, seen.volume(), seen.claim(), "a node may still have it attached")
                .or(() -> Optional.ofNullable(ours(seen.content(), copy, namespace))
                        .map(clone -> Release.delete(clone, "Longhorn is at it")))
                .orElseGet(() -> snapshot(ours(seen.snapshot(), copy, namespace)));
    }

    private static <T extends HasMetadata> @Nullable T ours(@Nullable T object, VolumeCopy copy, String namespace) {
        return object != null && copy.madeInStorage(object, namespace) ? object : null;
    }

    /** Whose deletion is accepted is Longhorn's: it may keep it until the volume is attached, or has a newer one. */
    private static Decision<Release> snapshot(@Nullable Snapshot snapshot) {
        return snapshot == null || snapshot.isMarkedForDeletion()
                ? Decision.of(new Release.Released())
                : Release.left(snapshot, "it is being deleted", new Change.Delete(snapshot));
    }
}
