package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Owner;
import cloud.mows.backup.cluster.volume.RestoredClaim;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoredVolume;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.VolumeStep;
import cloud.mows.backup.restore.volumes.Filling;
import cloud.mows.backup.restore.volumes.VolumeFilling;
import cloud.mows.backup.restore.volumes.VolumeInPlace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fills all volumes of a restore; objects come when every one has its data. */
final class VolumeStage {
    private final Cluster cluster;
    private final VolumeFilling filling;
    private final VolumeInPlace inPlace;
    private final String ownNamespace;

    VolumeStage(Cluster cluster, VolumeFilling filling, VolumeInPlace inPlace, String ownNamespace) {
        this.cluster = cluster;
        this.filling = filling;
        this.inPlace = inPlace;
        this.ownNamespace = ownNamespace;
    }

    static RestoredClaim restored(Restore restore, String claim, String ownNamespace) {
        return new RestoredClaim(Owner.of(restore), restore.getSpec().target(), claim, ownNamespace);
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
                    "no object was made or changed in namespace "
                            + restore.getSpec().target() + ", because volume "
                            + failed.getFirst().claim() + " could not be filled: "
                            + failed.getFirst().reason() + overwritten(plan));
        } else if (over) {
            draft.phase(RestorePhase.RESTORING_OBJECTS, ObjectMover.OBJECTS.doing());
        }
    }

    private static String overwritten(RestorePlan plan) {
        List<String> claims = plan.volumes(VolumeStep.Action.OVERWRITE).stream()
                .map(VolumeStep::claim)
                .toList();
        return claims.isEmpty()
                ? ""
                : "; of what was overwritten (" + String.join(", ", claims)
                        + ") some files may be as they were and others as they are to be";
    }

    /**
     * One step of removing volumes that the app will not get.
     *
     * @return what is left, in words
     */
    List<String> discard(Restore restore, List<RestoredVolume> volumes) {
        List<String> left = new ArrayList<>();
        for (RestoredVolume volume : volumes) {
            RestoredClaim restored = restored(restore, volume.claim(), ownNamespace);
            List<String> opened = inPlace.release(restored);
            left.addAll(opened);
            if (opened.isEmpty()) {
                left.addAll(filling.discard(restored, volume.volumeName()));
            }
        }
        return left;
    }

    private void step(Restore restore, RestoreTasks tasks, RestoredVolume volume, VolumeStep step, RestoreDraft draft) {
        if (step.action() == VolumeStep.Action.OVERWRITE) {
            note(
                    inPlace.step(
                            restored(restore, volume.claim(), ownNamespace),
                            step.volume(),
                            volume.volumeName(),
                            own -> tasks.volume(step, own)),
                    "overwrites volumes: ",
                    volume,
                    draft);
            return;
        }
        String app = restore.getSpec().target();
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
                own -> tasks.volume(step, own));
        note(now, "fills volumes: ", volume, draft);
    }

    private static void note(Filling now, String what, RestoredVolume volume, RestoreDraft draft) {
        switch (now) {
            case Filling.Going(String doing) -> {
                draft.volume(volume, PartPhase.RUNNING, doing);
                draft.message(what + volume.claim() + ": " + doing);
            }
            case Filling.Named(String name) ->
                draft.volume(new RestoredVolume(volume.claim(), PartPhase.RUNNING, "is filled", name, volume.bytes()));
            case Filling.Ready() -> draft.volume(volume, PartPhase.SUCCEEDED, null);
            case Filling.Failed(String reason) -> draft.volume(volume, PartPhase.FAILED, reason);
        }
    }
}
