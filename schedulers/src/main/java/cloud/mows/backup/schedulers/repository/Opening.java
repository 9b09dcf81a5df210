package cloud.mows.backup.schedulers.repository;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The Jobs that open a Repository. All calls: look, take one step, return at once. */
public final class Opening {
    /** A pod that starts has warnings that pass, of volumes that are not there yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final Mover mover;

    public Opening(Cluster cluster, MoverSettings settings) {
        this.cluster = cluster;
        this.mover = new Mover(cluster, settings);
    }

    /** Goes on with an attempt as soon as nothing is left of those before. */
    public MoverState goOn(Repository repository, MoverTask task) {
        return mover.removeOthers(task.identity())
                ? mover.move(task)
                : new MoverState.Running("waits for the end of an earlier attempt");
    }

    /** Removes what attempts have left; returns whether nothing is there any more. */
    public boolean clear(Repository repository) {
        return mover.removeAll(RepositoryDecider.owner(repository));
    }

    /** What the cluster complains of about the pod of an attempt. */
    public Optional<String> obstacle(Repository repository, Instant now) {
        return mover.podsOf(RepositoryDecider.owner(repository)).stream()
                .filter(pod -> Instant.parse(pod.getMetadata().getCreationTimestamp())
                        .plus(PATIENCE)
                        .isBefore(now))
                .map(cluster::warning)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
