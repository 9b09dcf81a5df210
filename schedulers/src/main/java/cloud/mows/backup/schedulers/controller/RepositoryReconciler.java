package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.schedulers.repository.OpenDecision;
import cloud.mows.backup.schedulers.repository.Opening;
import cloud.mows.backup.schedulers.repository.RepositoryDecider;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Repositories: whether they open. */
@ControllerConfiguration(name = RepositoryReconciler.NAME, fieldManager = "mows-backup-" + RepositoryReconciler.NAME)
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 300_000)
public final class RepositoryReconciler implements Reconciler<Repository> {
    static final String NAME = "repository";

    /** How soon to look again at a Job; its end comes as an event, what hinders its pod does not. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final MoverSettings settings;
    private final Opening opening;
    private final Events announcements;
    private final InstantSource clock;

    public RepositoryReconciler(Cluster cluster, MoverSettings settings, Events announcements, InstantSource clock) {
        this.settings = settings;
        this.opening = new Opening(cluster, settings);
        this.announcements = announcements;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, Repository>> prepareEventSources(EventSourceContext<Repository> context) {
        return List.of(new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Job.class, Repository.class)
                        .withSecondaryToPrimaryMapper(Mappers.fromOwnerReferences(Repository.class, true))
                        .withNamespaces(Set.of(settings.namespace()))
                        .build(),
                context));
    }

    @Override
    public UpdateControl<Repository> reconcile(Repository repository, Context<Repository> context) {
        Instant now = clock.instant();
        return switch (RepositoryDecider.next(repository, now)) {
            case OpenDecision.Tell(RepositoryStatus status) -> tell(repository, status, SOON);
            case OpenDecision.Wait(Duration duration) ->
                UpdateControl.<Repository>noUpdate().rescheduleAfter(opening.clear(repository) ? duration : SOON);
            case OpenDecision.Open(var task) -> {
                MoverState moved = opening.goOn(repository, task);
                Optional<String> obstacle =
                        moved instanceof MoverState.Running ? opening.obstacle(repository, now) : Optional.empty();
                yield tell(repository, RepositoryDecider.status(repository, moved, obstacle, now), SOON);
            }
        };
    }

    private UpdateControl<Repository> tell(Repository repository, RepositoryStatus status, Duration again) {
        RepositoryStatus old = RepositoryDecider.status(repository);
        if (status.equals(RepositoryDecider.ours(old))) {
            return UpdateControl.<Repository>noUpdate().rescheduleAfter(again);
        }
        RepositoryDecider.ready(status)
                .ifPresent(condition -> announcements.tell(repository, RepositoryDecider.ready(old), condition));
        return RepositoryStatuses.store(repository, status).rescheduleAfter(again);
    }
}
