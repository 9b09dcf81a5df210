package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.schedulers.retention.CopyDecider;
import cloud.mows.backup.schedulers.retention.Maintenance;
import cloud.mows.backup.schedulers.retention.MaintenanceDecider;
import cloud.mows.backup.schedulers.retention.MaintenanceTask;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;

/** Repositories: what is no longer kept goes, and damage is looked for. */
@ControllerConfiguration(name = MaintenanceReconciler.NAME, fieldManager = "mows-backup-" + MaintenanceReconciler.NAME)
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 300_000)
public final class MaintenanceReconciler implements Reconciler<Repository> {
    static final String NAME = "maintenance";

    /** While a task goes on. */
    private static final Duration SOON = Duration.ofSeconds(15);

    /** Until a new restore point is copied, or a policy noticed that asks for that. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final ClusterView view;
    private final Maintenance maintenance;

    public MaintenanceReconciler(ClusterView view, Maintenance maintenance) {
        this.view = view;
        this.maintenance = maintenance;
    }

    @Override
    public UpdateControl<Repository> reconcile(Repository repository, Context<Repository> context) {
        ClusterView.Observation seen = view.look();
        CopyDecider copies = new CopyDecider(
                repository, seen.documents(), seen.governance(), seen.points(), seen.clusterId(), seen.at());
        MaintenanceDecider decider = new MaintenanceDecider(repository, seen.documents(), copies, seen.at());
        MaintenanceTask chore = decider.next(
                seen.governance(),
                seen.backups(),
                seen.points(),
                seen.clusterId(),
                maintenance.forgetting(repository),
                maintenance.copying(repository));
        return switch (chore) {
            case MaintenanceTask.None _ -> {
                maintenance.clear(repository);
                yield tell(repository, decider, decider.idle(chore), decider.rest(INTERVAL));
            }
            case MaintenanceTask.Waits _ -> tell(repository, decider, decider.idle(chore), SOON);
            case MaintenanceTask.Forget(var uids) ->
                after(repository, decider, chore, maintenance.forget(repository, uids, seen.backups()));
            case MaintenanceTask.Copy copy ->
                after(
                        repository,
                        decider,
                        chore,
                        maintenance.copy(repository, seen.documents().repository(copy.from()), copy));
            case MaintenanceTask.Prune prune -> after(repository, decider, chore, maintenance.prune(repository, prune));
            case MaintenanceTask.Check check -> after(repository, decider, chore, maintenance.check(repository, check));
        };
    }

    private static UpdateControl<Repository> after(
            Repository repository, MaintenanceDecider decider, MaintenanceTask chore, MoverState moved) {
        return tell(
                repository, decider, decider.after(chore, moved), moved instanceof MoverState.Failed ? INTERVAL : SOON);
    }

    private static UpdateControl<Repository> tell(
            Repository repository, MaintenanceDecider decider, RepositoryStatus status, Duration again) {
        if (status.equals(decider.ours())) {
            return UpdateControl.<Repository>noUpdate().rescheduleAfter(again);
        }
        return RepositoryStatuses.store(repository, status).rescheduleAfter(again);
    }
}
