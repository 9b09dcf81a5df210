package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.schedulers.points.Mirror;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each repository holds is shown as RestorePoints: as soon as it can be opened, and every few hours after that. */
@ControllerConfiguration(name = RestorePointReconciler.NAME, fieldManager = RestorePointReconciler.FIELD_MANAGER)
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 60_000)
public final class RestorePointReconciler implements Reconciler<Repository> {
    static final String NAME = "restorepoint";
    static final String FIELD_MANAGER = "mows-backup-restorepoint";

    private static final System.Logger LOG = System.getLogger(RestorePointReconciler.class.getName());

    /** What others than we change in a repository shows after so long. */
    private static final Duration INTERVAL = Duration.ofHours(6);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final Mirror mirror;
    private final InstantSource clock;

    public RestorePointReconciler(Mirror mirror, InstantSource clock) {
        this.mirror = mirror;
        this.clock = clock;
    }

    @Override
    public UpdateControl<Repository> reconcile(Repository repository, Context<Repository> context) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration due = due(repository, now);
        boolean ready = RepositoryStatus.ready(repository.getStatus()) == ConditionStatus.TRUE;
        if (!ready) {
            mirror.stop(repository);
        }
        if (!ready || repository.getSpec().suspend() || due.isPositive()) {
            return UpdateControl.<Repository>noUpdate().rescheduleAfter(due.isPositive() ? due : SOON);
        }
        return switch (mirror.step(repository)) {
            case Mirror.Step.Going _ -> UpdateControl.<Repository>noUpdate().rescheduleAfter(SOON);
            case Mirror.Step.Failed(String reason) -> {
                LOG.log(
                        Level.WARNING,
                        "the restore points of Repository {0} cannot be listed: {1}",
                        repository.getMetadata().getName(),
                        reason);
                yield UpdateControl.<Repository>noUpdate().rescheduleAfter(AFTER_FAILURE);
            }
            case Mirror.Step.Done _ ->
                RepositoryStatuses.store(
                                repository,
                                new RepositoryStatus(
                                        null, List.of(), null, null, null, null, now, null, null, null, null, null))
                        .rescheduleAfter(INTERVAL);
        };
    }

    private static Duration due(Repository repository, Instant now) {
        @Nullable RepositoryStatus status = repository.getStatus();
        return status == null || status.lastListTime() == null
                ? Duration.ZERO
                : Duration.between(now, status.lastListTime().plus(INTERVAL));
    }
}
