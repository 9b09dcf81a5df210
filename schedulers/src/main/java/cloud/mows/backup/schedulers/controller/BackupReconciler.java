package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.schedulers.points.RestorePoints;
import cloud.mows.backup.schedulers.retention.Maintenance;
import cloud.mows.backup.schedulers.run.BackupRun;
import cloud.mows.backup.schedulers.run.RunSettings;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Backups: runs go on step by step. A Backup has a finalizer only while something may be left that its run made, so that namespaces can be
 * deleted.
 */
@ControllerConfiguration(
        name = BackupReconciler.NAME,
        fieldManager = BackupStatuses.FIELD_MANAGER,
        triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 60_000)
public final class BackupReconciler implements Reconciler<Backup> {
    static final String NAME = "backup";

    private static final Duration SOON = Duration.ofSeconds(2);

    /** For its turn, or for a repository. */
    private static final Duration WAITING = Duration.ofSeconds(10);

    /** What governs a run that goes on. */
    private static final Duration SETTINGS_AGE_MAX = Duration.ofMinutes(1);

    private static final String FINALIZER = "backups.backup.k8s.mows.cloud/finalizer";

    private final Cluster cluster;
    private final ClusterView view;
    private final BackupRun run;
    private final Maintenance.Statuses statuses;
    private final RestorePoints points;
    private final Events announcements;

    public BackupReconciler(
            Cluster cluster,
            ClusterView view,
            BackupRun run,
            Maintenance.Statuses statuses,
            RestorePoints points,
            Events announcements) {
        this.cluster = cluster;
        this.view = view;
        this.run = run;
        this.statuses = statuses;
        this.points = points;
        this.announcements = announcements;
    }

    @Override
    public UpdateControl<Backup> reconcile(Backup backup, Context<Backup> context) {
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        return backup.isMarkedForDeletion() ? abandon(backup) : goOn(backup);
    }

    private UpdateControl<Backup> goOn(Backup backup) {
        BackupStatus before = status(backup);
        if (BackupRun.isOver(before)) {
            return letGo(backup);
        }
        // Who may begin depends on all others as they are now.
        ClusterView.Observation seen =
                before.phase() == BackupPhase.PENDING ? view.look() : view.lookNotOlderThan(SETTINGS_AGE_MAX);
        RunSettings settings = GovernedRun.settings(backup, seen);
        BackupStatus after = run.step(backup, settings);
        Duration again = after.phase() == BackupPhase.PENDING ? WAITING : SOON;
        if (!after.resources().isEmpty() && !isHeld(backup)) {
            // What the status says is made from the next step on, and from then on somebody has to remove it.
            hold(backup);
            return UpdateControl.<Backup>noUpdate().rescheduleAfter(SOON);
        }
        record(backup, before, after, settings.clusterId());
        if (after.equals(backup.getStatus())) {
            return UpdateControl.<Backup>noUpdate().rescheduleAfter(again);
        }
        complete(after).ifPresent(condition -> announcements.tell(backup, complete(before), condition));
        UpdateControl<Backup> store = UpdateControl.patchStatus(BackupStatuses.with(backup, after));
        return BackupRun.isOver(after) && !isHeld(backup) ? store : store.rescheduleAfter(again);
    }

    private void record(Backup backup, BackupStatus before, BackupStatus after, String clusterId) {
        if (!after.phase().isFinal() || before.phase().isFinal()) {
            return;
        }
        Optional<String> refusal = points.record(backup, after, clusterId);
        if (refusal.isPresent()) {
            // Without it nothing could be restored when the namespace is gone: the end is not told before.
            throw new IllegalStateException("the cluster refuses a RestorePoint: " + refusal.get());
        }
    }

    /** One that is being deleted stays until nothing is left that its run made. */
    private UpdateControl<Backup> abandon(Backup backup) {
        BackupStatus before = status(backup);
        if (!isHeld(backup)) {
            return UpdateControl.noUpdate();
        }
        if (BackupRun.isOver(before)) {
            return letGo(backup);
        }
        BackupStatus after = run.abandon(backup);
        if (!after.equals(before)) {
            statuses.store(backup, after);
        }
        return UpdateControl.<Backup>noUpdate().rescheduleAfter(SOON);
    }

    private static boolean isHeld(Backup backup) {
        return backup.getMetadata().getFinalizers().contains(FINALIZER);
    }

    private void hold(Backup backup) {
        List<String> holders = new ArrayList<>(backup.getMetadata().getFinalizers());
        holders.add(FINALIZER);
        setFinalizers(backup, holders);
    }

    /** Until it is seen that nobody of us holds it: a change of one that has changed meanwhile does nothing. */
    private UpdateControl<Backup> letGo(Backup backup) {
        if (!isHeld(backup)) {
            return UpdateControl.noUpdate();
        }
        List<String> holders = new ArrayList<>(backup.getMetadata().getFinalizers());
        holders.remove(FINALIZER);
        setFinalizers(backup, holders);
        return UpdateControl.<Backup>noUpdate().rescheduleAfter(SOON);
    }

    private void setFinalizers(Backup backup, List<String> holders) {
        cluster.apply(List.of(new Change.Patch(backup, Map.of("metadata", Map.of("finalizers", holders)))))
                .ifPresent(refusal -> {
                    throw new IllegalStateException("the cluster refuses to change who holds the Backup: " + refusal);
                });
    }

    private static BackupStatus status(Backup backup) {
        @Nullable BackupStatus status = backup.getStatus();
        return status == null ? BackupStatus.NONE : status;
    }

    private static Optional<Condition> complete(BackupStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals("Complete"))
                .findFirst();
    }
}
