package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.ResourceReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets tasks done. All calls: look, take one step, return at once; to be repeated until there is an end. */
public final class Mover {
    /** The Job controller's, on every pod that it makes. */
    private static final String JOB_LABEL = "batch.kubernetes.io/job-name";

    private final Cluster cluster;
    private final MoverSettings settings;

    public Mover(Cluster cluster, MoverSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /** What {@link #move} makes, so that it can be written down before. */
    public ResourceReference makes(MoverTask.Identity identity) {
        return ResourceReference.to(Job.class, settings.namespace(), identity.name());
    }

    /** Follows a task, which is begun if it was not. */
    public MoverState move(MoverTask task) {
        return follow(task.identity()).orElseGet(() -> start(MoverDecider.start(task, settings)));
    }

    /** Follows a task that brings something back, which is begun if it was not. */
    public MoverState move(RestoreTask task) {
        return follow(task.identity()).orElseGet(() -> start(MoverDecider.start(task, settings)));
    }

    /** How far a task is; empty if it was not begun. */
    public Optional<MoverState> follow(MoverTask.Identity identity) {
        return Optional.ofNullable(job(identity))
                .map(job -> MoverDecider.follow(identity, settings.namespace(), job, pods(identity), cluster::warning));
    }

    private MoverState start(Decision<MoverState> decision) {
        return cluster.apply(decision.changes())
                .<MoverState>map(refusal -> new MoverState.Running("the cluster refuses its mover: " + refusal))
                .orElse(decision.result());
    }

    /**
     * What a task printed that has ended well; empty if that is not known any more.
     *
     * @return all of its one pod that did
     */
    public Optional<String> printed(MoverTask.Identity identity) {
        return pods(identity).stream()
                .filter(pod -> pod.getStatus() != null
                        && "Succeeded".equals(pod.getStatus().getPhase()))
                .findFirst()
                .flatMap(pod ->
                        cluster.log(settings.namespace(), pod.getMetadata().getName(), MoverPod.CONTAINER));
    }

    /** When a task was begun; empty if it was not. */
    public Optional<Instant> begun(MoverTask.Identity identity) {
        return Optional.ofNullable(job(identity))
                .map(job -> job.getMetadata().getCreationTimestamp())
                .map(Instant::parse);
    }

    /** Removes what a task made, so that it can be begun anew. */
    public void remove(MoverTask.Identity identity) {
        Job job = job(identity);
        if (job != null) {
            remove(List.of(job), pods(identity));
        }
    }

    /**
     * Stops every task of an owner, and removes what it made.
     *
     * @return whether nothing is left
     */
    public boolean removeAll(String owner) {
        return remove(jobsOf(owner), podsOf(owner));
    }

    /**
     * Stops every other task of the same owner, and removes what it made.
     *
     * @return whether nothing is left of those
     */
    public boolean removeOthers(MoverTask.Identity kept) {
        // A pod has the name of its Job and some characters more.
        return remove(
                jobsOf(kept.owner()).stream()
                        .filter(job -> !job.getMetadata().getName().equals(kept.name()))
                        .toList(),
                podsOf(kept.owner()).stream()
                        .filter(pod -> !pod.getMetadata().getName().startsWith(kept.name()))
                        .toList());
    }

    private boolean remove(List<Job> jobs, List<Pod> pods) {
        Decision<Boolean> decision = MoverDecider.remove(jobs, pods);
        return cluster.apply(decision.changes()).isEmpty() && decision.result();
    }

    private List<Job> jobsOf(String owner) {
        return cluster.list(Job.class, settings.namespace(), Map.of(MoverTask.Identity.OWNER_LABEL, owner));
    }

    /** Of all tasks of an owner. */
    public List<Pod> podsOf(String owner) {
        return cluster.list(Pod.class, settings.namespace(), Map.of(MoverTask.Identity.OWNER_LABEL, owner));
    }

    private @Nullable Job job(MoverTask.Identity identity) {
        return cluster.get(Job.class, settings.namespace(), identity.name());
    }

    private List<Pod> pods(MoverTask.Identity identity) {
        return cluster.list(Pod.class, settings.namespace(), Map.of(JOB_LABEL, identity.name()));
    }
}
