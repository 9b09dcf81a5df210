package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestoreSource;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.crds.restore.RestoredVolume;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.restore.objects.ObjectSummary;
import cloud.mows.backup.restore.plan.PlanText;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.VolumeStep;
import cloud.mows.backup.restore.volumes.VolumeFilling;
import cloud.mows.backup.restore.volumes.VolumeInPlace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes restores forward, step by step. */
public final class RestoreRun {
    private static final Comparator<Restore> TURN = Comparator.<Restore, String>comparing(
                    restore -> Objects.requireNonNullElse(restore.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(restore -> restore.getMetadata().getName());

    private final Cluster cluster;
    private final Mover mover;
    private final String ownNamespace;
    private final InstantSource clock;
    private final VolumeStage volumes;
    private final ObjectStage objects;
    private final Workloads workloads;
    private final SafetyBackup safety;

    /** @param ownNamespace where movers are, and the only one whose Restores are followed */
    public RestoreRun(Cluster cluster, Mover mover, String ownNamespace, InstantSource clock) {
        this.cluster = cluster;
        this.mover = mover;
        this.ownNamespace = ownNamespace;
        this.clock = clock;
        VolumeFilling filling = new VolumeFilling(cluster, mover);
        VolumeInPlace inPlace = new VolumeInPlace(cluster, mover);
        this.volumes = new VolumeStage(cluster, filling, inPlace, ownNamespace);
        this.safety = new SafetyBackup(cluster);
        this.workloads = new Workloads(cluster, inPlace);
        this.objects = new ObjectStage(mover, filling, ownNamespace);
    }

    /** Whether there is nothing more to do. */
    public static boolean isOver(RestoreStatus status) {
        return Objects.requireNonNull(status.phase()).isFinal();
    }

    /**
     * One step.
     *
     * @return the next status, to be stored before the next step
     */
    public RestoreStatus step(Restore restore) {
        RestoreDraft draft = new RestoreDraft(restore, clock.instant());
        RestorePhase before = draft.phase();
        try {
            if (restore.getSpec().cancel() && !before.isFinal()) {
                cancel(restore, draft);
            } else {
                step(restore, draft);
            }
        } catch (LostPlanException e) {
            breakOff(restore, draft, RestorePhase.FAILED, e.getMessage() + ": make another Restore");
        }
        if (draft.phase().isFinal() && !start(restore, before, draft)) {
            // The end is found anew, and told when everything has started.
            draft.phase(before, "starts again: " + String.join(", ", Workloads.names(draft.stopped())));
        }
        if (draft.phase().isFinal()) {
            // What they have left is in the status and in the ConfigMap.
            mover.removeAll(restore.getMetadata().getUid());
        }
        return draft.build();
    }

    private void cancel(Restore restore, RestoreDraft draft) {
        safety.cancel(restore);
        String changed = switch (draft.phase()) {
            case RESTORING_VOLUMES, RESTORING_OBJECTS ->
                "was cancelled in the middle: of volumes and objects that are replaced some may be as they were and others as"
                        + " they are to be";
            default -> "was cancelled before anything was changed";
        };
        breakOff(restore, draft, RestorePhase.CANCELLED, changed);
    }

    /** Ends it when nothing works on it any more, and what the app will not get is gone. */
    private void breakOff(Restore restore, RestoreDraft draft, RestorePhase end, String why) {
        if (mover.removeAll(restore.getMetadata().getUid())
                && volumes.discard(restore, draft.volumes()).isEmpty()) {
            draft.phase(end, why);
        } else {
            draft.message("removes what was made: " + why);
        }
    }

    /** However it ended: an app does not stay stopped. */
    private boolean start(Restore restore, RestorePhase before, RestoreDraft draft) {
        if (draft.stopped().isEmpty()) {
            return true;
        }
        RestorePlan plan = null;
        if (before == RestorePhase.RESTORING_OBJECTS) {
            try {
                plan = storedPlan(restore);
            } catch (LostPlanException e) {
                // Then everything starts with what it had before.
                plan = null;
            }
        }
        boolean started = workloads
                .start(restore.getSpec().target(), plan, draft.stopped())
                .isEmpty();
        if (started) {
            draft.stopped(List.of());
        }
        return started;
    }

    private void step(Restore restore, RestoreDraft draft) {
        switch (draft.phase()) {
            case PENDING -> begin(restore, draft);
            case PLANNING -> plan(restore, draft);
            case PLANNED -> goOn(restore, draft);
            case SAVING -> safety.step(restore, draft);
            case STOPPING -> stop(restore, draft);
            case RESTORING_VOLUMES ->
                tasks(restore, draft).ifPresent(tasks -> volumes.step(restore, tasks, storedPlan(restore), draft));
            case RESTORING_OBJECTS ->
                tasks(restore, draft).ifPresent(tasks -> objects.step(restore, tasks, storedPlan(restore), draft));
            case SUCCEEDED, PARTIALLY_FAILED, FAILED, CANCELLED -> {}
        }
    }

    /**
     * One step of removing what a restore made that nobody wants any more: its Restore is being deleted. What the app has stays.
     *
     * @return whether nothing is left
     */
    public boolean abandon(Restore restore) {
        boolean stopped = mover.removeAll(restore.getMetadata().getUid());
        RestoreStatus status = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        return stopped
                && volumes.discard(restore, status.volumes()).isEmpty()
                && workloads
                        .start(restore.getSpec().target(), null, status.stopped())
                        .isEmpty();
    }

    private void begin(Restore restore, RestoreDraft draft) {
        if (!restore.getMetadata().getNamespace().equals(ownNamespace)) {
            draft.phase(
                    RestorePhase.FAILED,
                    "a Restore can only be made in namespace " + ownNamespace
                            + ", by those who may make objects there");
            return;
        }
        if (ownNamespace.equals(restore.getSpec().targetNamespace())) {
            draft.phase(
                    RestorePhase.FAILED,
                    "nothing is restored into namespace " + ownNamespace
                            + ", where the secrets of repositories are: choose another one");
            return;
        }
        Namespace there = cluster.get(Namespace.class, null, restore.getSpec().target());
        if (there != null && there.isMarkedForDeletion()) {
            draft.message("waits: namespace " + restore.getSpec().target() + " is being deleted");
            return;
        }
        Namespace identifying = cluster.get(Namespace.class, null, "kube-system");
        switch (PointChoice.choose(
                restore.getSpec(),
                cluster.list(RestorePoint.class, null),
                identifying == null ? "" : identifying.getMetadata().getUid())) {
            case PointChoice.Choice.None(String reason) -> draft.phase(RestorePhase.FAILED, reason);
            case PointChoice.Choice.Chosen(RestorePoint point) -> {
                Optional<SnapshotCopy> copy = point.getSpec().copies().stream()
                        .filter(each -> objection(each.repository()).isEmpty())
                        .findFirst();
                if (copy.isEmpty()) {
                    draft.message("waits: "
                            + objection(point.getSpec().copies().getFirst().repository())
                                    .orElseThrow());
                    return;
                }
                draft.source(new RestoreSource(
                        point.getMetadata().getName(),
                        copy.get().repository(),
                        copy.get().snapshot(),
                        point.getSpec().time()));
                draft.phase(RestorePhase.PLANNING, ObjectMover.PLAN.doing());
            }
        }
    }

    /** Why a repository cannot be used now. */
    private Optional<String> objection(String name) {
        Repository repository = cluster.get(Repository.class, null, name);
        if (repository == null) {
            return Optional.of("there is no Repository " + name);
        }
        return RepositoryStatus.ready(repository.getStatus()) == ConditionStatus.TRUE
                ? Optional.empty()
                : Optional.of("Repository " + name + " is not ready");
    }

    /** Empty if its repository is gone for now. */
    private Optional<RestoreTasks> tasks(Restore restore, RestoreDraft draft) {
        @Nullable
        Repository repository =
                cluster.get(Repository.class, null, draft.source().repository());
        if (repository == null) {
            draft.message("waits: there is no Repository " + draft.source().repository());
            return Optional.empty();
        }
        return Optional.of(new RestoreTasks(restore, draft.source(), repository));
    }

    private void plan(Restore restore, RestoreDraft draft) {
        tasks(restore, draft)
                .flatMap(tasks -> ObjectMover.PLAN.step(mover, tasks.plan(), draft))
                .ifPresent(summary -> planned(restore, summary, draft));
    }

    private void planned(Restore restore, ObjectSummary summary, RestoreDraft draft) {
        draft.plan(RestoreTasks.configMap(restore));
        draft.summary(summary);
        for (VolumeStep step : storedPlan(restore).volumes()) {
            if (step.action() == VolumeStep.Action.FILL || step.action() == VolumeStep.Action.OVERWRITE) {
                draft.volume(new RestoredVolume(step.claim(), PartPhase.PENDING, null, null, null));
            }
        }
        draft.phase(RestorePhase.PLANNED, "planned; the ConfigMap " + RestoreTasks.configMap(restore) + " has it all");
    }

    /** Nobody can know any more what was planned. */
    private static final class LostPlanException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostPlanException(String message) {
            super(message);
        }
    }

    private RestorePlan storedPlan(Restore restore) {
        String name = RestoreTasks.configMap(restore);
        ConfigMap stored = cluster.get(ConfigMap.class, ownNamespace, name);
        if (stored == null) {
            throw new LostPlanException("the ConfigMap " + name + " with the plan is gone");
        }
        try {
            return PlanText.loadPlan(stored.getData(), stored.getBinaryData());
        } catch (IOException e) {
            throw new LostPlanException("the ConfigMap " + name + " holds no plan that can be read: " + e.getMessage());
        }
    }

    private void goOn(Restore restore, RestoreDraft draft) {
        if (restore.getSpec().planOnly()) {
            return;
        }
        if (waitsForOther(restore, each -> true, draft)) {
            return;
        }
        boolean replaces = storedPlan(restore).replaces();
        if (replaces && Objects.requireNonNull(restore.getSpec().saveFirst())) {
            draft.phase(RestorePhase.SAVING, "backs up what is there");
        } else if (replaces) {
            draft.phase(RestorePhase.STOPPING, "stops what uses the volumes");
        } else {
            draft.phase(RestorePhase.RESTORING_VOLUMES, "fills volumes");
        }
    }

    private boolean waitsForOther(Restore restore, Predicate<Restore> which, RestoreDraft draft) {
        Optional<String> other = cluster.list(Restore.class, ownNamespace).stream()
                .filter(each -> each.getSpec().target().equals(restore.getSpec().target()))
                .filter(each -> !each.getMetadata()
                        .getUid()
                        .equals(restore.getMetadata().getUid()))
                .filter(each -> each.getStatus() != null
                        && Objects.requireNonNull(each.getStatus().phase()).isAtWork())
                .filter(which)
                .map(each -> each.getMetadata().getName())
                .findFirst();
        other.ifPresent(name -> draft.message("waits: Restore " + name + " is at work on the same app"));
        return other.isPresent();
    }

    /**
     * Of two Restores that saw nothing of each other when they went on, one goes first. A run of a backup that began before us ends
     * first as well; none begins any more.
     */
    private void stop(Restore restore, RestoreDraft draft) {
        if (waitsForOther(restore, each -> TURN.compare(each, restore) < 0, draft)) {
            return;
        }
        Optional<String> backup = safety.running(restore);
        if (backup.isPresent()) {
            draft.message("waits: Backup " + backup.get() + " of the app has not ended");
        } else {
            workloads.stop(restore, storedPlan(restore), draft);
        }
    }
}
