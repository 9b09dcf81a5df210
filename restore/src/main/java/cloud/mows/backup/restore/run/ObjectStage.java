package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoredVolume;
import cloud.mows.backup.restore.objects.ObjectSummary;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.VolumeStep;
import cloud.mows.backup.restore.volumes.VolumeFilling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the objects, and says how the restore ended. */
final class ObjectStage {
    private final Mover mover;
    private final VolumeFilling filling;
    private final String ownNamespace;

    ObjectStage(Mover mover, VolumeFilling filling, String ownNamespace) {
        this.mover = mover;
        this.filling = filling;
        this.ownNamespace = ownNamespace;
    }

    void step(Restore restore, RestoreTasks tasks, RestorePlan plan, RestoreDraft draft) {
        Set<String> made = plan.volumes(VolumeStep.Action.FILL).stream()
                .map(VolumeStep::claim)
                .collect(Collectors.toSet());
        Map<String, String> volumes = new HashMap<>();
        for (RestoredVolume volume : draft.volumes()) {
            if (volume.volumeName() != null && made.contains(volume.claim())) {
                volumes.put(volume.claim(), volume.volumeName());
            }
        }
        ObjectMover.OBJECTS
                .step(mover, tasks.apply(volumes, draft.stopped()), draft)
                .ifPresent(summary -> end(restore, plan, volumes, summary, draft));
    }

    private void end(
            Restore restore, RestorePlan plan, Map<String, String> volumes, ObjectSummary summary, RestoreDraft draft) {
        List<String> unbound = new ArrayList<>();
        volumes.forEach((claim, volume) ->
                unbound.addAll(filling.settle(VolumeStage.restored(restore, claim, ownNamespace), volume)));
        if (!unbound.isEmpty()) {
            draft.message("waits: " + String.join("; ", unbound));
            return;
        }
        draft.summary(summary);
        List<String> missing = new ArrayList<>(plan.gaps());
        plan.volumes().stream()
                .filter(step -> step.action() == VolumeStep.Action.KEEP
                        // One that cannot be made is told of with its claim.
                        || (step.action() == VolumeStep.Action.IMPOSSIBLE
                                && restore.getSpec().existing() == Existing.REPLACE))
                .forEach(step -> missing.add("volume " + step.claim() + ": " + step.reason()));
        missing.addAll(summary.problems());
        if (missing.isEmpty()) {
            draft.phase(
                    RestorePhase.SUCCEEDED,
                    "everything is there: " + summary.created() + " objects were made, "
                            + (summary.replaced() == 0 ? "" : summary.replaced() + " were replaced, ") + summary.same()
                            + " were there, " + draft.volumes().size() + " volumes were filled and compared");
        } else {
            long count =
                    summary.problemCount() + missing.size() - summary.problems().size();
            draft.phase(
                    RestorePhase.PARTIALLY_FAILED,
                    count + " things are not as they were, see the ConfigMap " + RestoreTasks.configMap(restore) + ": "
                            + String.join("; ", missing));
        }
    }
}
