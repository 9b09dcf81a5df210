package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Replicas;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.StoppedWorkload;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.StopStep;
import cloud.mows.backup.restore.plan.VolumeStep;
import cloud.mows.backup.restore.volumes.VolumeInPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scales workloads to zero while their volumes are overwritten, and back, whatever became of that. */
final class Workloads {
    private final Cluster cluster;
    private final VolumeInPlace inPlace;

    Workloads(Cluster cluster, VolumeInPlace inPlace) {
        this.cluster = cluster;
        this.inPlace = inPlace;
    }

    /** One step. What is stopped is in the status before it is stopped. */
    void stop(Restore restore, RestorePlan plan, RestoreDraft draft) {
        String app = restore.getSpec().target();
        List<StoppedWorkload> noted = draft.stopped();
        List<StoppedWorkload> missing = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (StopStep step : plan.stops()) {
            Replicas now = cluster.replicas(step.kind(), app, step.name());
            if (now == null || now.wanted() == 0) {
                continue;
            }
            if (find(noted, step).isPresent()) {
                changes.add(new Change.Scale(now, 0));
            } else {
                missing.add(new StoppedWorkload(step.kind(), step.name(), now.wanted()));
            }
        }
        if (!missing.isEmpty()) {
            missing.addAll(noted);
            draft.stopped(missing);
            draft.message("stops " + String.join(", ", names(missing)));
            return;
        }
        if (!changes.isEmpty()) {
            draft.message(cluster.apply(changes)
                    .map(refusal -> "the cluster refuses to stop it: " + refusal)
                    .orElseGet(() -> "stops " + String.join(", ", names(noted))));
            return;
        }
        List<String> users = plan.volumes(VolumeStep.Action.OVERWRITE).stream()
                .flatMap(step -> inPlace.users(app, step.claim()).stream())
                .distinct()
                .toList();
        if (users.isEmpty()) {
            draft.phase(RestorePhase.RESTORING_VOLUMES, "fills volumes");
        } else {
            draft.message("waits until " + String.join(", ", users) + " has stopped");
        }
    }

    /**
     * One step of starting what was stopped.
     *
     * @param plan whose objects were made; null if none were
     * @return what has not its replicas yet
     */
    List<StoppedWorkload> start(String app, @Nullable RestorePlan plan, List<StoppedWorkload> stopped) {
        List<StoppedWorkload> left = new ArrayList<>();
        for (StoppedWorkload workload : stopped) {
            Replicas now = cluster.replicas(workload.kind(), app, workload.name());
            int wanted = plan == null ? workload.replicas() : after(plan, workload);
            // One that is gone needs none, and one that has some was started by somebody, or by the object that was put
            // in its place.
            if (now != null && now.wanted() == 0 && wanted > 0) {
                left.add(workload);
                cluster.apply(List.of(new Change.Scale(now, wanted)));
            }
        }
        return left;
    }

    /** One that was saved with no replicas stays without. */
    private static int after(RestorePlan plan, StoppedWorkload workload) {
        return plan.stops().stream()
                .filter(step ->
                        step.kind().equals(workload.kind()) && step.name().equals(workload.name()))
                .findFirst()
                .map(step -> step.after() == 0 ? 0 : workload.replicas())
                .orElse(workload.replicas());
    }

    private static Optional<StoppedWorkload> find(List<StoppedWorkload> stopped, StopStep step) {
        return stopped.stream()
                .filter(each -> each.kind().equals(step.kind()) && each.name().equals(step.name()))
                .findFirst();
    }

    static List<String> names(List<StoppedWorkload> workloads) {
        return workloads.stream().map(each -> each.kind() + " " + each.name()).toList();
    }
}
