package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Finalizers;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.schedulers.objects.ReadableKinds;
import cloud.mows.backup.schedulers.points.RestorePoints;
import cloud.mows.backup.schedulers.retention.Maintenance;
import cloud.mows.backup.schedulers.run.BackupRun;
import cloud.mows.backup.schedulers.run.RunSettings;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Backups: runs go on step by step. One that is deleted before its end stays until nothing is left that its run made. */
@ControllerConfiguration(
        name = BackupReconciler.NAME,
        fieldManager = BackupStatuses.FIELD_MANAGER,
        informer = @Informer(genericFilter = Unfinished.class))
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 60_000)
public final class BackupReconciler implements Reconciler<Backup>, Cleaner<Backup> {
    static final String NAME = "backup";

    private static final Duration SOON = Duration.ofSeconds(2);

    /** For its turn, or for a repository. */
    private static final Duration WAITING = Duration.ofSeconds(10);

    /** What keeps a run waiting: hundreds that wait do not look at the whole cluster one by one. */
    private static final Duration QUEUE_AGE_MAX = Duration.ofSeconds(3);

    /** What governs a run that goes on. */
    private static final Duration SETTINGS_AGE_MAX = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final ClusterView view;
    private final ReadableKinds readable;
    private final BackupRun run;
    private final Maintenance.Statuses statuses;
    private final RestorePoints points;
    private final Events announcements;

    public BackupReconciler(
            Cluster cluster,
            ClusterView view,
            ReadableKinds readable,
            BackupRun run,
            Maintenance.Statuses statuses,
            RestorePoints points,
            Events announcements) {
        this.cluster = cluster;
        this.view = view;
        this.readable = readable;
        this.run = run;
        this.statuses = statuses;
        this.points = points;
        this.announcements = announcements;
    }

    @Override
    public UpdateControl<Backup> reconcile(Backup backup, Context<Backup> context) {
        BackupStatus before = status(backup);
        if (BackupRun.isOver(before)) {
            // Nothing that its run made is left, so nobody has to wait for us.
            Finalizers.remove(cluster, backup, Unfinished.FINALIZER);
            return UpdateControl.noUpdate();
        }
        RunSettings settings = settings(backup, before.phase() == BackupPhase.PENDING);
        BackupStatus after = run.step(backup, settings);
        if (before.phase() == BackupPhase.PENDING && after.phase() != BackupPhase.PENDING) {
            // It is planned now; its Jobs are made when that is stored.
            readable.renew();
        }
        Duration again = after.phase() == BackupPhase.PENDING ? WAITING : SOON;
        if (after.phase().isFinal() && !before.phase().isFinal()) {
            Optional<String> refusal = points.record(backup, after, settings.clusterId());
            if (refusal.isPresent()) {
                // Without it nothing could be restored when the namespace is gone: the end is not told before.
                throw new IllegalStateException("the cluster refuses a RestorePoint: " + refusal.get());
            }
        }
        if (after.equals(backup.getStatus())) {
            return UpdateControl.<Backup>noUpdate().rescheduleAfter(again);
        }
        complete(after).ifPresent(condition -> announcements.tell(backup, complete(before), condition));
        // Also when it is over: then it is released, and the SDK calls nobody for what it has stored itself.
        return UpdateControl.patchStatus(BackupStatuses.with(backup, after)).rescheduleAfter(again);
    }

    private RunSettings settings(Backup backup, boolean isPending) {
        RunSettings settings =
                GovernedRun.settings(backup, view.lookNotOlderThan(isPending ? QUEUE_AGE_MAX : SETTINGS_AGE_MAX));
        // Who may begin depends on all others as they are now; that one has to wait may be known for a moment.
        return isPending && settings.obstacle().isEmpty() ? GovernedRun.settings(backup, view.look()) : settings;
    }

    @Override
    public DeleteControl cleanup(Backup backup, Context<Backup> context) {
        BackupStatus before = status(backup);
        if (BackupRun.isOver(before)) {
            return DeleteControl.defaultDelete();
        }
        BackupStatus after = run.abandon(backup);
        if (!after.equals(before)) {
            statuses.store(backup, after);
        }
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
    }

    private static BackupStatus status(Backup backup) {
        @Nullable BackupStatus status = backup.getStatus();
        return status == null ? BackupStatus.NONE : status;
    }

    private static Optional<Condition> complete(BackupStatus status) {
        return Condition.find(status.conditions(), "Complete");
    }
}
