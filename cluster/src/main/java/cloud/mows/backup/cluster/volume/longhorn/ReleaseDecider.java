package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
        PersistentVolume volume = ours(seen.volume(), copy::made);
        if (volume != null && !LonghornResources.RETAIN.equals(volume.getSpec().getPersistentVolumeReclaimPolicy())) {
            return left(
                    volume,
                    "somebody changed what happens to its content",
                    new Change.Patch(
                            volume, Map.of("spec", Map.of("persistentVolumeReclaimPolicy", LonghornResources.RETAIN))));
        }
        return delete(ours(seen.claim(), copy::made), "a pod may still mount it")
                .or(() -> delete(volume, "a node may still have it attached"))
                .or(() -> delete(ours(seen.content(), one -> copy.madeInStorage(one, namespace)), "Longhorn is at it"))
                .orElseGet(() -> snapshot(ours(seen.snapshot(), one -> copy.madeInStorage(one, namespace))));
    }

    private static <T extends HasMetadata> @Nullable T ours(@Nullable T object, Predicate<T> made) {
        return object != null && made.test(object) ? object : null;
    }

    private static Optional<Decision<Release>> delete(@Nullable HasMetadata object, String whyItTakes) {
        return Optional.ofNullable(object)
                .map(one -> one.isMarkedForDeletion()
                        ? left(one, whyItTakes)
                        : left(one, "it is being deleted", new Change.Delete(one)));
    }

    /** Whose deletion is accepted is Longhorn's: it may keep it until the volume is attached, or has a newer one. */
    private static Decision<Release> snapshot(@Nullable Snapshot snapshot) {
        return snapshot == null || snapshot.isMarkedForDeletion()
                ? Decision.of(new Release.Released())
                : left(snapshot, "it is being deleted", new Change.Delete(snapshot));
    }

    private static Decision<Release> left(HasMetadata object, String why, Change... changes) {
        return Decision.of(new Release.Pending(List.of(ResourceReference.to(object) + ": " + why)), changes);
    }
}
