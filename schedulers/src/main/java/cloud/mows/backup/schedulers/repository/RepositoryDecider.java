package cloud.mows.backup.schedulers.repository;

import cloud.mows.backup.cluster.api.Owner;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RepositoryAccess;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a Repository is opened, and what its status says then. Times are in whole seconds, as in all of Kubernetes. */
public final class RepositoryDecider {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration RETRY_MIN = Duration.ofMinutes(1);

    /** Beyond what the Job allows itself: starting a pod on a busy node takes its time. */
    private static final Duration DEADLINE = Duration.ofMinutes(15);

    private RepositoryDecider() {}

    public static OpenDecision next(Repository repository, Instant now) {
        RepositoryStatus status = status(repository);
        if (repository.getSpec().suspend()) {
            return ready(status)
                            .filter(condition -> condition.reason().equals("Suspended"))
                            .isPresent()
                    ? new OpenDecision.Wait(INTERVAL)
                    : new OpenDecision.Tell(suspended(repository, now));
        }
        return dueAt(repository, status)
                .filter(due -> due.isAfter(now))
                .<OpenDecision>map(due -> new OpenDecision.Wait(Duration.between(now, due)))
                .orElseGet(() -> new OpenDecision.Open(task(repository, status)));
    }

    /** Its status; an empty one before anything was said. */
    public static RepositoryStatus status(Repository repository) {
        return Objects.requireNonNullElseGet(repository.getStatus(), () -> status(null, List.of(), null, null, null));
    }

    public static Optional<Condition> ready(RepositoryStatus status) {
        return Condition.find(status.conditions(), RepositoryStatus.READY);
    }

    /** When to try again; at once where the document as it is was never tried. */
    private static Optional<Instant> dueAt(Repository repository, RepositoryStatus status) {
        Instant last = status.lastAttemptTime();
        if (last == null || !repository.getMetadata().getGeneration().equals(status.observedGeneration())) {
            return Optional.empty();
        }
        return ready(status).map(condition -> last.plus(pause(condition, last)));
    }

    /** What has failed for an hour is tried again half an hour later, what has just begun to fail, soon. */
    private static Duration pause(Condition ready, Instant last) {
        if (ready.status() == ConditionStatus.TRUE) {
            return INTERVAL;
        }
        Duration half = Duration.between(ready.lastTransitionTime(), last).dividedBy(2);
        if (half.compareTo(RETRY_MIN) < 0) {
            return RETRY_MIN;
        }
        return half.compareTo(INTERVAL) > 0 ? INTERVAL : half;
    }

    private static MoverTask task(Repository repository, RepositoryStatus status) {
        List<String> command = new ArrayList<>(List.of("mover", "repository", "--summary-file=/dev/termination-log"));
        if (status.id() == null && repository.getSpec().initialize()) {
            command.add("--initialize");
        }
        return new MoverTask(
                new MoverTask.Identity(
                        owner(repository),
                        repository.getMetadata().getGeneration() + " after " + status.lastAttemptTime()),
                command,
                RepositoryAccess.to(repository, 1),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                DEADLINE.toSeconds(),
                Optional.of(Owner.of(repository)));
    }

    /** Of all Jobs that ever opened it. */
    static String owner(Repository repository) {
        return repository.getMetadata().getUid() + ".open";
    }

    /**
     * What is to be said while it is being opened, and afterwards.
     *
     * @param obstacle why its Job does not get on, if that is so
     */
    public static RepositoryStatus status(
            Repository repository, MoverState moved, Optional<String> obstacle, Instant now) {
        RepositoryStatus old = status(repository);
        return switch (moved) {
            case MoverState.Running running ->
                obstacle.map(why -> said(repository, Verdict.no("CannotStart", "it cannot be tried: " + why), now))
                        .orElseGet(() -> ready(old)
                                        .filter(condition -> !condition.reason().equals("Opening"))
                                        .isPresent()
                                ? ours(old)
                                : said(
                                        repository,
                                        new Verdict(ConditionStatus.UNKNOWN, "Opening", running.doing()),
                                        now));
            case MoverState.Failed failed ->
                attempted(
                        repository,
                        said(repository, Verdict.no("JobFailed", "it could not be tried: " + failed.reason()), now),
                        now);
            case MoverState.Ended ended -> {
                OpenResult finding = OpenResult.parse(ended.outcome());
                Verdict verdict = Verdict.of(repository, old.id(), finding);
                RepositoryStatus said = attempted(repository, said(repository, verdict, now), now);
                yield finding instanceof OpenResult.Opened opened && verdict.ready() == ConditionStatus.TRUE
                        ? seen(said, opened)
                        : said;
            }
        };
    }

    private static RepositoryStatus suspended(Repository repository, Instant now) {
        Verdict verdict = new Verdict(ConditionStatus.UNKNOWN, "Suspended", "it is left alone, as spec.suspend says");
        return said(repository, verdict, now);
    }

    /** The old status with this verdict. */
    private static RepositoryStatus said(Repository repository, Verdict verdict, Instant now) {
        RepositoryStatus old = status(repository);
        Condition condition = new Condition(
                        RepositoryStatus.READY,
                        verdict.ready(),
                        verdict.reason(),
                        verdict.message(),
                        now.truncatedTo(ChronoUnit.SECONDS),
                        repository.getMetadata().getGeneration())
                .following(ready(old).orElse(null));
        return status(old.observedGeneration(), List.of(condition), old.id(), old.lastAttemptTime(), old.snapshots());
    }

    private static RepositoryStatus attempted(Repository repository, RepositoryStatus said, Instant now) {
        return status(
                repository.getMetadata().getGeneration(),
                said.conditions(),
                said.id(),
                now.truncatedTo(ChronoUnit.SECONDS),
                said.snapshots());
    }

    private static RepositoryStatus seen(RepositoryStatus said, OpenResult.Opened opened) {
        return status(
                said.observedGeneration(), said.conditions(), opened.id(), said.lastAttemptTime(), opened.snapshots());
    }

    /** The part of a status that comes from here; the rest belongs to whoever checks and prunes. */
    public static RepositoryStatus ours(RepositoryStatus status) {
        return status(
                status.observedGeneration(),
                ready(status).stream().toList(),
                status.id(),
                status.lastAttemptTime(),
                status.snapshots());
    }

    private static RepositoryStatus status(
            @Nullable Long generation,
            List<Condition> conditions,
            @Nullable String id,
            @Nullable Instant lastAttempt,
            @Nullable Long snapshots) {
        return new RepositoryStatus(
                generation, conditions, id, lastAttempt, snapshots, null, null, null, null, null, null, null);
    }
}
