package cloud.mows.backup.schedulers.repository;

import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.cluster.Change;
import cloud.mows.backup.schedulers.cluster.Cluster;
import cloud.mows.backup.schedulers.mover.Moved;
import cloud.mows.backup.schedulers.mover.Mover;
import cloud.mows.backup.schedulers.mover.MoverSettings;
import cloud.mows.backup.schedulers.mover.MoverTask;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The Jobs that open a Repository. All calls: look, take one step, return at once. */
public final class Opening {
    /** A pod that starts has warnings that pass, of volumes that are not there yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final MoverSettings settings;
    private final Mover mover;

    public Opening(Cluster cluster, MoverSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
        this.mover = new Mover(cluster, settings);
    }

    /** Goes on with an attempt as soon as nothing is left of those before. */
    public Moved goOn(Repository repository, MoverTask task) {
        String name = task.identity().name();
        boolean alone =
                removeAllBut(repository, job -> job.getMetadata().getName().equals(name))
                        && pods(repository).stream()
                                .allMatch(pod -> pod.getMetadata().getName().startsWith(name));
        return alone ? mover.move(task) : new Moved.Running("waits for the end of an earlier attempt");
    }

    /** Removes what attempts have left; returns whether nothing is there any more. */
    public boolean clear(Repository repository) {
        return mover.removeAll(RepositoryDecider.owner(repository));
    }

    private boolean removeAllBut(Repository repository, Predicate<Job> kept) {
        List<Job> others = cluster.list(Job.class, settings.namespace(), labels(repository)).stream()
                .filter(kept.negate())
                .toList();
        cluster.apply(others.stream()
                .filter(job -> !job.isMarkedForDeletion())
                .<Change>map(Change.Delete::new)
                .toList());
        return others.isEmpty();
    }

    /** What the cluster complains of about the pod of an attempt. */
    public Optional<String> obstacle(Repository repository, Instant now) {
        return pods(repository).stream()
                .filter(pod -> Instant.parse(pod.getMetadata().getCreationTimestamp())
                        .plus(PATIENCE)
                        .isBefore(now))
                .map(cluster::warning)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<Pod> pods(Repository repository) {
        return cluster.list(Pod.class, settings.namespace(), labels(repository));
    }

    private static Map<String, String> labels(Repository repository) {
        return Map.of(MoverTask.Identity.OWNER_LABEL, RepositoryDecider.owner(repository));
    }
}
