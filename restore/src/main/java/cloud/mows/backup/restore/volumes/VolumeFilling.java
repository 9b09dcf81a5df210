package cloud.mows.backup.restore.volumes;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RestoreTask;
import cloud.mows.backup.cluster.volume.RestoredClaim;
import cloud.mows.backup.restore.plan.VolumeStep;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes volumes from nothing to the app's claim. */
public final class VolumeFilling {
    private static final String BOUND = "Bound";

    private final Cluster cluster;
    private final Mover mover;

    public VolumeFilling(Cluster cluster, Mover mover) {
        this.cluster = cluster;
        this.mover = mover;
    }

    /**
     * One step.
     *
     * @param volumeName as {@link Filling.Named} has told it, once it is stored
     * @param task fills the claim of this name in our namespace
     */
    public Filling step(
            RestoredClaim restored,
            VolumeStep step,
            @Nullable String volumeName,
            Function<String, RestoreTask.IntoVolume> task) {
        if (volumeName != null) {
            return handOver(restored, volumeName, task.apply(restored.name()).identity());
        }
        PersistentVolumeClaim claim = ownClaim(restored);
        if (claim == null) {
            return Filling.after(cluster, new Change.Create(ClaimResources.claim(restored, step)), "a volume is made");
        }
        return switch (mover.move(task.apply(restored.name()))) {
            case MoverState.Running running -> new Filling.Going(running.doing());
            case MoverState.Failed failed -> new Filling.Failed(failed.reason());
            case MoverState.Ended _ ->
                Optional.ofNullable(claim.getSpec().getVolumeName())
                        .<Filling>map(Filling.Named::new)
                        .orElseGet(() -> new Filling.Failed("its claim was filled and has no volume"));
        };
    }

    private Filling handOver(RestoredClaim restored, String volumeName, MoverTask.Identity filled) {
        PersistentVolume volume = cluster.get(PersistentVolume.class, null, volumeName);
        if (volume == null) {
            return new Filling.Failed("volume " + volumeName + " was deleted after it was filled");
        }
        if (ClaimResources.isOfApp(restored, volume)) {
            return new Filling.Ready();
        }
        if (!ClaimResources.isKept(restored, volume)) {
            return patch(volume, ClaimResources.keep(restored, volume));
        }
        PersistentVolumeClaim claim = ownClaim(restored);
        if (claim == null) {
            return patch(volume, ClaimResources.handOver(restored));
        }
        // A claim is in use as long as there is a pod that names it, also one that has ended.
        mover.remove(filled);
        return claim.isMarkedForDeletion()
                ? new Filling.Going("waits until it is free")
                : Filling.after(cluster, new Change.Delete(claim), "is handed over");
    }

    /**
     * Gives volumes that are bound to the app their reclaim policy back.
     *
     * @return those that are not bound yet, in words
     */
    public List<String> settle(RestoredClaim restored, String volumeName) {
        PersistentVolume volume = cluster.get(PersistentVolume.class, null, volumeName);
        if (volume == null || !ClaimResources.isKept(restored, volume)) {
            return List.of();
        }
        if (!ClaimResources.isOfApp(restored, volume) || !isBound(volume)) {
            return List.of("volume " + volumeName + " is not bound to claim " + restored.claim() + " yet");
        }
        List<String> left = new ArrayList<>();
        cluster.apply(List.of(new Change.Patch(volume, ClaimResources.settle(restored, volume))))
                .ifPresent(left::add);
        return left;
    }

    /**
     * One step of removing a volume that the app will not get.
     *
     * @param volumeName null if it has none yet that was stored
     * @return what is left, in words
     */
    public List<String> discard(RestoredClaim restored, @Nullable String volumeName) {
        PersistentVolume volume = volumeName == null ? null : cluster.get(PersistentVolume.class, null, volumeName);
        PersistentVolumeClaim claim = ownClaim(restored);
        List<Change> changes = new ArrayList<>();
        List<String> left = new ArrayList<>();
        if (claim != null) {
            left.add("claim " + restored.ownNamespace() + "/" + restored.name());
            if (!claim.isMarkedForDeletion()) {
                changes.add(new Change.Delete(claim));
            }
        }
        // One that the app's claim is bound to is the app's.
        if (volume != null && ClaimResources.isKept(restored, volume) && !isBound(volume)) {
            left.add("volume " + volumeName);
            changes.add(new Change.Patch(volume, ClaimResources.settle(restored, volume)));
        } else if (volume != null && ClaimResources.isOfApp(restored, volume) && !isBound(volume)) {
            left.add("volume " + volumeName);
            if (!volume.isMarkedForDeletion()) {
                changes.add(new Change.Delete(volume));
            }
        }
        cluster.apply(changes);
        return left;
    }

    private static boolean isBound(PersistentVolume volume) {
        return volume.getStatus() != null && BOUND.equals(volume.getStatus().getPhase());
    }

    private Filling patch(PersistentVolume volume, Map<String, Object> fields) {
        return Filling.after(cluster, new Change.Patch(volume, fields), "is handed over");
    }

    private @Nullable PersistentVolumeClaim ownClaim(RestoredClaim restored) {
        return cluster.get(PersistentVolumeClaim.class, restored.ownNamespace(), restored.name());
    }
}
