package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Has repositories kept in order. All calls: look, take one step, return at once; to be repeated until there is an end. */
public final class Maintenance {
    /** Between what failed and the next attempt. */
    private static final Duration PAUSE = Duration.ofMinutes(30);

    private final Cluster cluster;
    private final MoverSettings settings;
    private final Mover mover;
    private final Statuses statuses;
    private final InstantSource clock;

    /** Where the status of a Backup is stored. */
    @FunctionalInterface
    public interface Statuses {
        void store(Backup backup, BackupStatus status);
    }

    public Maintenance(Cluster cluster, MoverSettings settings, Statuses statuses, InstantSource clock) {
        this.clock = clock;
        this.cluster = cluster;
        this.settings = settings;
        this.mover = new Mover(cluster, settings);
        this.statuses = statuses;
    }

    /** The uids of the backups that a task already removes, whatever is wanted since; none if no task does. */
    public List<String> forgetting(Repository repository) {
        return jobs(repository).stream()
                .map(MaintenanceMovers::forgotten)
                .filter(uids -> !uids.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /**
     * Removes backups from a repository, and strikes its snapshots out of their statuses and restore points.
     *
     * @param backups all of the cluster
     */
    public MoverState forget(Repository repository, List<String> uids, Collection<Backup> backups) {
        MoverState moved = step(repository, MaintenanceMovers.forget(repository, uids));
        if (moved instanceof MoverState.Ended) {
            String name = repository.getMetadata().getName();
            backups.stream()
                    .filter(backup -> uids.contains(backup.getMetadata().getUid()))
                    .forEach(backup -> statuses.store(backup, without(name, backup.getStatus())));
            cluster.apply(cluster.list(RestorePoint.class, null).stream()
                    .filter(point -> uids.contains(point.getSpec().backupUid()))
                    .flatMap(point -> without(name, point).stream())
                    .toList());
            clear(repository);
        }
        return moved;
    }

    /** What a task already copies, whatever is wanted since. */
    public Optional<MaintenanceTask.Copy> copying(Repository repository) {
        return jobs(repository).stream()
                .flatMap(job -> MaintenanceMovers.copied(job).stream())
                .findFirst();
    }

    /**
     * Copies restore points to a repository, and enters that into them.
     *
     * @param from the repository that they are in; empty if it is gone
     */
    public MoverState copy(Repository repository, Optional<Repository> from, MaintenanceTask.Copy task) {
        MoverState moved = from.map(source -> step(repository, MaintenanceMovers.copy(source, repository, task)))
                .orElseGet(() -> MoverState.Failed.forGood("there is no Repository " + task.from() + " any more"));
        if (moved instanceof MoverState.Ended) {
            String name = repository.getMetadata().getName();
            // Where the list is lost, the next task finds all of them there, and prints it again.
            Map<String, String> copies = mover.printed(MaintenanceMovers.copying(repository, task))
                    .flatMap(CopiedSnapshots::parse)
                    .orElse(Map.of());
            cluster.apply(cluster.list(RestorePoint.class, null).stream()
                    .flatMap(point -> with(name, copies, point).stream())
                    .toList());
        }
        if (!(moved instanceof MoverState.Running) && !(moved instanceof MoverState.Failed && from.isPresent())) {
            clear(repository);
        }
        return moved;
    }

    /** The one that was to start at a moment is done once, until it is {@link #clear cleared}. */
    public MoverState prune(Repository repository, MaintenanceTask.Prune task) {
        return step(repository, MaintenanceMovers.prune(repository, task));
    }

    /** As {@link #prune}. That there is damage is an end too: one that is not whole. */
    public MoverState check(Repository repository, MaintenanceTask.Check task) {
        return take(repository, MaintenanceMovers.check(repository, task));
    }

    /** Removes what tasks have left that have ended; to be called when what came of them is stored. */
    public void clear(Repository repository) {
        clear(jobs(repository));
    }

    private void clear(List<Job> jobs) {
        cluster.apply(jobs.stream()
                .filter(job -> !job.isMarkedForDeletion() && hasEnded(job))
                .<Change>map(Change.Delete::new)
                .toList());
    }

    private List<Job> jobs(Repository repository) {
        return cluster.list(
                Job.class,
                settings.namespace(),
                Map.of(MoverTask.Identity.OWNER_LABEL, MaintenanceMovers.owner(repository)));
    }

    private MoverState step(Repository repository, MoverTask task) {
        return switch (take(repository, task)) {
            case MoverState.Ended(String outcome, boolean whole) when !whole -> MoverState.Failed.forGood(outcome);
            case MoverState moved -> moved;
        };
    }

    private MoverState take(Repository repository, MoverTask task) {
        List<Job> jobs = jobs(repository);
        List<Job> others = jobs.stream()
                .filter(job ->
                        !job.getMetadata().getName().equals(task.identity().name()))
                .toList();
        if (!others.isEmpty()) {
            // One that goes on is never stopped for another; whether one that has ended was whole shows in what is
            // wanted now.
            clear(others);
            return new MoverState.Running("waits for the end of another task");
        }
        MoverState moved = mover.move(task);
        if (moved instanceof MoverState.Failed && jobs.stream().allMatch(this::isLongAgo)) {
            clear(jobs);
        }
        return moved;
    }

    /** Until then the Job that failed stays, and so nothing is tried again. */
    private boolean isLongAgo(Job failed) {
        return failed.getStatus() != null
                && failed.getStatus().getConditions().stream()
                        .map(JobCondition::getLastTransitionTime)
                        .filter(Objects::nonNull)
                        .allMatch(time -> Instant.parse(time).plus(PAUSE).isBefore(clock.instant()));
    }

    private static boolean hasEnded(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> "True".equals(condition.getStatus())
                                && ("Complete".equals(condition.getType()) || "Failed".equals(condition.getType())));
    }

    /** One that lies there already stays as it is. */
    private static Optional<Change> with(String repository, Map<String, String> copies, RestorePoint point) {
        List<SnapshotCopy> all = point.getSpec().copies();
        if (all.stream().anyMatch(copy -> copy.repository().equals(repository))) {
            return Optional.empty();
        }
        return all.stream()
                .flatMap(copy -> Stream.ofNullable(copies.get(copy.snapshot())))
                .findFirst()
                .map(id -> new Change.Patch(
                        point,
                        Map.of(
                                "spec",
                                Map.of(
                                        "copies",
                                        Stream.concat(all.stream(), Stream.of(new SnapshotCopy(repository, id)))
                                                .toList()))));
    }

    /** A restore point that lies nowhere is none. */
    private static Optional<Change> without(String repository, RestorePoint point) {
        List<SnapshotCopy> all = point.getSpec().copies();
        List<SnapshotCopy> left = all.stream()
                .filter(copy -> !copy.repository().equals(repository))
                .toList();
        if (left.size() == all.size()) {
            return Optional.empty();
        }
        return Optional.of(
                left.isEmpty()
                        ? new Change.Delete(point)
                        : new Change.Patch(point, Map.of("spec", Map.of("copies", left))));
    }

    private static BackupStatus without(String repository, BackupStatus status) {
        return status.withRestorePoints(status.restorePoints().stream()
                .filter(point -> !point.repository().equals(repository))
                .toList());
    }
}
