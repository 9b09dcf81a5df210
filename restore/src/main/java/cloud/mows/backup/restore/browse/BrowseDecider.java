package cloud.mows.backup.restore.browse;

import cloud.mows.backup.cluster.api.Owner;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RepositoryAccess;
import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.crds.browse.BrowseSessionSpec;
import cloud.mows.backup.crds.browse.BrowseSessionStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is next for a session, and what is said of it. */
final class BrowseDecider {
    static final int PORT = 8484;

    /** However busy it is: whoever goes on then gets another one. */
    private static final Duration AGE_MAX = Duration.ofHours(12);

    /** For whoever wants to know why there is no answer. */
    private static final Duration FAILURE_STAYS = Duration.ofMinutes(5);

    private final BrowseSession session;
    private final Instant now;

    BrowseDecider(BrowseSession session, Instant now) {
        this.session = session;
        this.now = now;
    }

    /**
     * @param ownNamespace the only one in which sessions are
     * @param repository that it names; null if there is none
     */
    BrowseStep next(String ownNamespace, @Nullable Repository repository) {
        Optional<Condition> failed = ready().filter(ready -> ready.status() == ConditionStatus.FALSE);
        if (failed.isPresent()) {
            return failed.get().lastTransitionTime().plus(FAILURE_STAYS).isAfter(now)
                    ? new BrowseStep.Tell(Objects.requireNonNull(session.getStatus()))
                    : new BrowseStep.Remove();
        }
        if (Instant.parse(session.getMetadata().getCreationTimestamp())
                .plus(AGE_MAX)
                .isBefore(now)) {
            return new BrowseStep.Remove();
        }
        String name = session.getSpec().repository();
        if (!session.getMetadata().getNamespace().equals(ownNamespace)) {
            return new BrowseStep.Tell(
                    refused("WrongNamespace", "A BrowseSession is made in namespace " + ownNamespace + "."));
        }
        if (repository == null) {
            return new BrowseStep.Tell(refused("NoRepository", "There is no Repository " + name + "."));
        }
        if (repository.getSpec().suspend()) {
            return new BrowseStep.Tell(
                    refused("Suspended", "Repository " + name + " is left alone, as its spec.suspend says."));
        }
        return new BrowseStep.Follow(task(repository));
    }

    private MoverTask task(Repository repository) {
        BrowseSessionSpec spec = session.getSpec();
        return new MoverTask(
                new MoverTask.Identity(session.getMetadata().getUid(), "browse"),
                List.of(
                        "mover",
                        "browse",
                        "--key-hash=" + spec.keyHash(),
                        "--port=" + PORT,
                        "--idle-seconds=" + spec.idleSeconds()),
                RepositoryAccess.to(repository, 1),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                AGE_MAX.toSeconds(),
                Optional.of(Owner.of(session)));
    }

    /**
     * @param moved how far its mover is
     * @param podAddress where the pod of that is reached; empty as long as it does not run
     */
    BrowseStep after(MoverState moved, Optional<String> podAddress) {
        return switch (moved) {
            case MoverState.Ended _ -> new BrowseStep.Remove();
            case MoverState.Failed failed ->
                new BrowseStep.Tell(refused("JobFailed", "It could not be looked into: " + failed.reason() + "."));
            case MoverState.Running running ->
                new BrowseStep.Tell(podAddress
                        .map(address -> said(ConditionStatus.TRUE, "Running", "It answers.", address + ":" + PORT))
                        .orElseGet(() -> said(ConditionStatus.UNKNOWN, "Starting", running.doing(), null)));
        };
    }

    private Optional<Condition> ready() {
        return Optional.ofNullable(session.getStatus())
                .flatMap(status -> Condition.find(status.conditions(), BrowseSessionStatus.READY));
    }

    private BrowseSessionStatus refused(String reason, String message) {
        return said(ConditionStatus.FALSE, reason, message, null);
    }

    private BrowseSessionStatus said(ConditionStatus status, String reason, String message, @Nullable String address) {
        Long generation = session.getMetadata().getGeneration();
        Condition condition = new Condition(BrowseSessionStatus.READY, status, reason, message, now, generation)
                .following(ready().orElse(null));
        return new BrowseSessionStatus(generation, List.of(condition), address);
    }
}
