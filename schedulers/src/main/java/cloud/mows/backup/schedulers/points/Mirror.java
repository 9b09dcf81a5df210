package cloud.mows.backup.schedulers.points;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Owner;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RepositoryAccess;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows in the cluster what repositories hold. All calls: look, take one step, return at once; to be repeated until there is an end. */
public final class Mirror {
    private static final Duration DEADLINE = Duration.ofHours(6);

    private final Cluster cluster;
    private final Mover mover;

    public Mirror(Cluster cluster, MoverSettings settings) {
        this.cluster = cluster;
        this.mover = new Mover(cluster, settings);
    }

    /** How far it is. */
    public sealed interface Step {
        record Going() implements Step {}

        /** It was done. */
        record Done() implements Step {}

        /** It was not, and will be tried again. */
        record Failed(String reason) implements Step {}
    }

    /** Whatever it comes to, nothing of the Job is left then. */
    public Step step(Repository repository) {
        MoverTask task = task(repository);
        return switch (mover.move(task)) {
            case MoverState.Running _ -> new Step.Going();
            case MoverState.Failed failed -> end(task, new Step.Failed(failed.reason()));
            case MoverState.Ended _ -> end(task, mirror(repository, task));
        };
    }

    /** Stops it, and removes what it has left. */
    public void stop(Repository repository) {
        mover.remove(task(repository).identity());
    }

    private Step end(MoverTask task, Step step) {
        mover.remove(task.identity());
        return step;
    }

    private Step mirror(Repository repository, MoverTask task) {
        String name = repository.getMetadata().getName();
        Optional<Instant> begun = mover.begun(task.identity());
        Optional<List<RestorePointSpec>> listed =
                mover.printed(task.identity()).flatMap(printed -> ListedPoint.parse(printed, name));
        if (begun.isEmpty() || listed.isEmpty()) {
            return new Step.Failed("the list of its restore points did not arrive whole");
        }
        return cluster.apply(
                        MirrorDecider.decide(name, listed.get(), cluster.list(RestorePoint.class, null), begun.get()))
                .<Step>map(Step.Failed::new)
                .orElseGet(Step.Done::new);
    }

    private static MoverTask task(Repository repository) {
        return new MoverTask(
                new MoverTask.Identity(
                        "restore-points-" + repository.getMetadata().getUid(), "list"),
                List.of("mover", "restore-points"),
                RepositoryAccess.to(repository, 1),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                DEADLINE.toSeconds(),
                Optional.of(Owner.of(repository)));
    }
}
