package cloud.mows.backup.restore.volumes;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.RestoreTask;
import cloud.mows.backup.cluster.volume.ClaimUsers;
import cloud.mows.backup.cluster.volume.RestoredClaim;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites the volume that an app has, while nobody else uses it: under a second PersistentVolume for the same storage, which a claim
 * of our namespace is bound to. The app's claim and volume are not touched.
 */
public final class VolumeInPlace {
    private static final String BOUND = "Bound";

    private final Cluster cluster;
    private final Mover mover;

    public VolumeInPlace(Cluster cluster, Mover mover) {
        this.cluster = cluster;
        this.mover = mover;
    }

    /**
     * Who uses a claim now.
     *
     * @return pods that have not ended, by name
     */
    public List<String> users(String namespace, String claim) {
        return ClaimUsers.of(claim, cluster.list(Pod.class, namespace)).stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    /**
     * One step.
     *
     * @param planned the volume that the claim was bound to when it was planned
     * @param filledVolume as {@link Filling.Named} has told it, once it is stored
     * @param task overwrites what the claim of this name in our namespace is bound to
     */
    public Filling step(
            RestoredClaim restored,
            @Nullable String planned,
            @Nullable String filledVolume,
            Function<String, RestoreTask.IntoVolume> task) {
        RestoreTask.IntoVolume overwrite = task.apply(restored.name());
        if (filledVolume != null) {
            mover.remove(overwrite.identity());
            List<String> left = release(restored);
            return left.isEmpty()
                    ? new Filling.Ready()
                    : new Filling.Going("is given back: " + String.join(", ", left));
        }
        PersistentVolumeClaim claim = cluster.get(PersistentVolumeClaim.class, restored.app(), restored.claim());
        if (claim == null || claim.isMarkedForDeletion()) {
            return new Filling.Failed("claim " + restored.claim() + " was deleted after the restore was planned");
        }
        if (planned != null && !planned.equals(claim.getSpec().getVolumeName())) {
            return new Filling.Failed("claim " + restored.claim()
                    + " has another volume than when the restore was planned: restore again");
        }
        List<String> users = users(restored.app(), restored.claim());
        if (!users.isEmpty()) {
            mover.remove(overwrite.identity());
            return new Filling.Failed(
                    "pod " + users.getFirst()
                            + " was started on it meanwhile: stop what starts it (Argo CD, Flux, KEDA, an operator) and restore again");
        }
        @Nullable String name = claim.getSpec().getVolumeName();
        PersistentVolume original = name == null ? null : cluster.get(PersistentVolume.class, null, name);
        if (original == null) {
            return new Filling.Failed("claim " + restored.claim() + " has no volume");
        }
        if (isSomewhere(original) && cluster.list(Node.class, null).size() > 1) {
            return new Filling.Failed("volume " + name + " is a folder of one node, and does not say of which");
        }
        return open(restored, original).orElseGet(() -> switch (mover.move(overwrite)) {
            case MoverState.Running running -> new Filling.Going(running.doing());
            case MoverState.Failed failed -> new Filling.Failed(failed.reason());
            case MoverState.Ended _ -> new Filling.Named(original.getMetadata().getName());
        });
    }

    /** Whether each node has a folder of its own there, and nothing says which one is meant. */
    private static boolean isSomewhere(PersistentVolume volume) {
        return volume.getSpec().getHostPath() != null && volume.getSpec().getNodeAffinity() == null;
    }

    /** @return what is still to be done before it can be overwritten; empty if nothing is */
    private Optional<Filling> open(RestoredClaim restored, PersistentVolume original) {
        PersistentVolume volume = cluster.get(PersistentVolume.class, null, restored.name());
        PersistentVolumeClaim claim =
                cluster.get(PersistentVolumeClaim.class, restored.ownNamespace(), restored.name());
        for (HasMetadata made : new HasMetadata[] {volume, claim}) {
            if (made != null && !restored.isLabelled(made)) {
                return Optional.of(new Filling.Failed(
                        made.getKind() + " " + restored.name() + " is there and was not made by this restore"));
            }
        }
        if (volume == null) {
            return Optional.of(Filling.after(
                    cluster, new Change.Create(InPlaceResources.volume(restored, original)), "its storage is opened"));
        }
        if (claim == null) {
            return Optional.of(Filling.after(
                    cluster, new Change.Create(InPlaceResources.claim(restored, original)), "its storage is opened"));
        }
        boolean bound =
                claim.getStatus() != null && BOUND.equals(claim.getStatus().getPhase());
        return bound ? Optional.empty() : Optional.of(new Filling.Going("waits until its storage is bound"));
    }

    /**
     * One step of removing what was made to get at the storage, which stays.
     *
     * @return what is left, in words
     */
    public List<String> release(RestoredClaim restored) {
        PersistentVolume volume = cluster.get(PersistentVolume.class, null, restored.name());
        PersistentVolumeClaim claim =
                cluster.get(PersistentVolumeClaim.class, restored.ownNamespace(), restored.name());
        List<String> left = new ArrayList<>();
        if (volume != null && restored.isLabelled(volume)) {
            left.add("volume " + restored.name());
            if (!ClaimResources.KEEP.equals(volume.getSpec().getPersistentVolumeReclaimPolicy())) {
                // Somebody changed it: without this the app's data would go with the claim.
                cluster.apply(List.of(new Change.Patch(
                        volume, Map.of("spec", Map.of("persistentVolumeReclaimPolicy", ClaimResources.KEEP)))));
                return left;
            }
        }
        if (claim != null && restored.isLabelled(claim)) {
            left.add("claim " + restored.name());
            delete(claim);
        } else if (volume != null && restored.isLabelled(volume)) {
            delete(volume);
        }
        return left;
    }

    private void delete(HasMetadata object) {
        if (!object.isMarkedForDeletion()) {
            cluster.apply(List.of(new Change.Delete(object)));
        }
    }
}
