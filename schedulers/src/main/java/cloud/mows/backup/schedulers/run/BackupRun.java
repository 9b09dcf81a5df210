package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.policy.ProviderName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Takes runs forward, step by step. */
public final class BackupRun {
    private final InstantSource clock;
    private final RunPlanner planner;
    private final SnapshotStage snapshots;
    private final MoveStage moves;
    private final ComposeStage composing;
    private final CleanUp cleanUp;
    private final Hooks hooks;
    private final String ownNamespace;

    /** @param ownNamespace where copies and movers are */
    public BackupRun(
            Cluster cluster,
            Map<ProviderName, VolumeProvider> providers,
            Mover mover,
            String ownNamespace,
            InstantSource clock) {
        this.clock = clock;
        this.ownNamespace = ownNamespace;
        VolumeParts volumes = new VolumeParts(cluster, providers, ownNamespace);
        hooks = new Hooks(cluster, clock);
        planner = new RunPlanner(cluster, volumes, new DatabaseParts(cluster, ownNamespace), mover, hooks);
        snapshots = new SnapshotStage(volumes, hooks);
        moves = new MoveStage(volumes, mover);
        composing = new ComposeStage(mover);
        cleanUp = new CleanUp(volumes, mover);
    }

    /** Whether there is nothing more to do. */
    public static boolean isOver(BackupStatus status) {
        return status.phase().isFinal() && status.resources().isEmpty() && Hooks.areReleased(status);
    }

    /**
     * One step.
     *
     * @return the next status, to be stored before the next step
     */
    public BackupStatus step(Backup backup, RunSettings settings) {
        StatusDraft draft = new StatusDraft(backup, clock.instant());
        BackupPhase phase = draft.phase();
        if (backup.getSpec().cancel() && !phase.isFinal()) {
            draft.phase(BackupPhase.CANCELLED, "it was cancelled");
            return draft.build();
        }
        switch (phase) {
            case PENDING -> begin(backup, settings, draft);
            case PREPARING -> snapshots.step(backup, draft);
            case RUNNING -> moves.step(backup, settings, draft);
            case FINISHING -> finish(backup, settings, draft);
            case SUCCEEDED, PARTIALLY_FAILED, FAILED, CANCELLED -> {}
        }
        if (draft.phase() != BackupPhase.PENDING && draft.phase() != BackupPhase.PREPARING) {
            hooks.release(backup, draft);
        }
        cleanUp.step(backup, phase.isFinal(), draft);
        return draft.build();
    }

    /** How every hook went stands in the ledger. */
    private void finish(Backup backup, RunSettings settings, StatusDraft draft) {
        if (Hooks.areReleased(backup.getStatus())) {
            composing.step(backup, settings, draft);
        } else {
            draft.message("waits until the app no longer holds still");
        }
    }

    private void begin(Backup backup, RunSettings settings, StatusDraft draft) {
        if (backup.getSpec().scope() == BackupScope.CLUSTER
                && !backup.getMetadata().getNamespace().equals(ownNamespace)) {
            draft.phase(
                    BackupPhase.FAILED,
                    "a Backup of scope Cluster can only be made in namespace " + ownNamespace
                            + ", by those who may make objects there");
            return;
        }
        Optional<String> obstacle = settings.obstacle()
                .or(() -> settings.targets().isEmpty() ? Optional.of("there is no Repository") : Optional.empty())
                .or(() -> settings.clusterId().isEmpty()
                        ? Optional.of("the namespace kube-system, by which the cluster is known, is not there")
                        : Optional.empty());
        draft.requested(Instant.parse(backup.getMetadata().getCreationTimestamp()));
        if (obstacle.isPresent()) {
            draft.message("waits: " + obstacle.get());
            return;
        }
        draft.started();
        planner.plan(backup, settings, draft);
    }

    /**
     * One step of removing what a run made that nobody wants any more: its Backup is being deleted.
     *
     * @return the next status, which {@link #isOver} when nothing is left
     */
    public BackupStatus abandon(Backup backup) {
        StatusDraft draft = new StatusDraft(backup, clock.instant());
        if (!draft.phase().isFinal()) {
            draft.phase(BackupPhase.CANCELLED, "its Backup was deleted");
        }
        hooks.release(backup, draft);
        cleanUp.step(backup, true, draft);
        return draft.build();
    }
}
