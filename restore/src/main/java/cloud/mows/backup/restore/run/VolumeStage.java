package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Owner;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoredVolume;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.VolumeStep;
import cloud.mows.backup.restore.volumes.Filling;
import cloud.mows.backup.restore.volumes.RestoredClaim;
import cloud.mows.backup.restore.volumes.VolumeFilling;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fills all volumes of a restore; objects come when every one has its data. */
final class VolumeStage {
    private final Cluster cluster;
    private final VolumeFilling filling;
    private final String ownNamespace;

    VolumeStage(Cluster cluster, VolumeFilling filling, String ownNamespace) {
        this.cluster = cluster;
        this.filling = filling;
        this.ownNamespace = ownNamespace;
    }

    static RestoredClaim restored(Restore restore, String claim, String ownNamespace) {
        return new RestoredClaim(Owner.of(restore), restore.getSpec().app(), claim, ownNamespace);
    }

    void step(Restore restore, RestoreTasks tasks, RestorePlan plan, RestoreDraft draft) {
        Map<String, VolumeStep> steps =
                plan.volumes().stream().collect(Collectors.toMap(VolumeStep::claim, Function.identity()));
        for (RestoredVolume volume : draft.volumes()) {
            VolumeStep step = steps.get(volume.claim());
            if (!volume.phase().isFinal()) {
                step(restore, tasks, volume, step, draft);
            }
        }
        List<RestoredVolume> failed = draft.volumes().stream()
                .filter(volume -> volume.phase() == PartPhase.FAILED)
                .toList();
        boolean over =
                draft.volumes().stream().allMatch(volume -> volume.phase().isFinal());
        if (over && !failed.isEmpty()) {
            List<String> left = discard(restore, draft.volumes());
            if (!left.isEmpty()) {
                draft.message("removes what was made: " + String.join(", ", left));
                return;
            }
            draft.phase(
                    RestorePhase.FAILED,
                    "nothing was made in namespace " + restore.getSpec().app() + ", because volume "
                            + failed.getFirst().claim() + " could not be filled: "
                            + failed.getFirst().reason());
        } else if (over) {
            draft.phase(RestorePhase.RESTORING_OBJECTS, ObjectMover.OBJECTS.doing());
        }
    }

    /**
     * One step of removing volumes that the app will not get.
     *
     * @return what is left, in words
     */
    List<String> discard(Restore restore, List<RestoredVolume> volumes) {
        return volumes.stream()
                .flatMap(volume ->
                        filling.discard(restored(restore, volume.claim(), ownNamespace), volume.volumeName()).stream())
                .toList();
    }

    private void step(Restore restore, RestoreTasks tasks, RestoredVolume volume, VolumeStep step, RestoreDraft draft) {
        String app = restore.getSpec().app();
        if (cluster.get(PersistentVolumeClaim.class, app, volume.claim()) != null) {
            draft.volume(
                    volume,
                    PartPhase.FAILED,
                    "claim " + volume.claim() + " was made in " + app
                            + " since the plan was: make another Restore, or delete the claim before");
            return;
        }
        Filling now = filling.step(
                restored(restore, volume.claim(), ownNamespace),
                step,
                volume.volumeName(),
                own -> tasks.volume(volume.claim(), own));
        switch (now) {
            case Filling.Going(String doing) -> {
                draft.volume(volume, PartPhase.RUNNING, doing);
                draft.message("fills volumes: " + volume.claim() + ": " + doing);
            }
            case Filling.Named(String name) ->
                draft.volume(new RestoredVolume(volume.claim(), PartPhase.RUNNING, "is filled", name, volume.bytes()));
            case Filling.Ready() -> draft.volume(volume, PartPhase.SUCCEEDED, null);
            case Filling.Failed(String reason) -> draft.volume(volume, PartPhase.FAILED, reason);
        }
    }
}
