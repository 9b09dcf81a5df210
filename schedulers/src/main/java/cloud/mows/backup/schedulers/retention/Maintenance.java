package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.cluster.Change;
import cloud.mows.backup.schedulers.cluster.Cluster;
import cloud.mows.backup.schedulers.mover.Moved;
import cloud.mows.backup.schedulers.mover.Mover;
import cloud.mows.backup.schedulers.mover.MoverSettings;
import cloud.mows.backup.schedulers.mover.MoverTask;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Has repositories kept in order. All calls: look, take one step, return at once; to be repeated until there is an end. */
public final class Maintenance {
    private final Cluster cluster;
    private final MoverSettings settings;
    private final Mover mover;
    private final Statuses statuses;

    /** Where the status of a Backup is stored. */
    @FunctionalInterface
    public interface Statuses {
        void store(Backup backup, BackupStatus status);
    }

    public Maintenance(Cluster cluster, MoverSettings settings, Statuses statuses) {
        this.cluster = cluster;
        this.settings = settings;
        this.mover = new Mover(cluster, settings);
        this.statuses = statuses;
    }

    /**
     * Removes backups from a repository.
     *
     * @param backups not none; if there are many, this is about the first of them
     */
    public Moved forget(Repository repository, List<Backup> backups) {
        List<Backup> some = backups.subList(0, Math.min(backups.size(), MaintenanceTasks.BACKUPS_MAX));
        Moved moved = step(repository, MaintenanceTasks.forget(repository, some));
        if (moved instanceof Moved.Ended ended && ended.whole()) {
            for (Backup backup : some) {
                statuses.store(backup, without(repository.getMetadata().getName(), backup.getStatus()));
            }
        }
        return moved;
    }

    /** @param due when it was to start: the same one is done once, until {@link #clear} */
    public Moved prune(Repository repository, Instant due) {
        return step(repository, MaintenanceTasks.prune(repository, due));
    }

    /** Removes what tasks have left; to be called when what came of them is stored. Returns whether nothing is there any more. */
    public boolean clear(Repository repository) {
        return mover.removeAll(MaintenanceTasks.owner(repository));
    }

    private Moved step(Repository repository, MoverTask task) {
        List<Job> others = cluster
                .list(
                        Job.class,
                        settings.namespace(),
                        Map.of(MoverTask.Identity.OWNER_LABEL, MaintenanceTasks.owner(repository)))
                .stream()
                .filter(job ->
                        !job.getMetadata().getName().equals(task.identity().name()))
                .toList();
        if (others.isEmpty()) {
            return mover.move(task);
        }
        // One that goes on is never stopped for another; whether one that has ended was whole shows in what is wanted
        // now.
        cluster.apply(others.stream()
                .filter(job -> !job.isMarkedForDeletion() && hasEnded(job))
                .<Change>map(Change.Delete::new)
                .toList());
        return new Moved.Running("waits for the end of another task");
    }

    private static boolean hasEnded(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> "True".equals(condition.getStatus())
                                && ("Complete".equals(condition.getType()) || "Failed".equals(condition.getType())));
    }

    private static BackupStatus without(String repository, BackupStatus status) {
        return new BackupStatus(
                status.observedGeneration(),
                status.phase(),
                status.message(),
                status.conditions(),
                status.requestedTime(),
                status.startTime(),
                status.snapshotTime(),
                status.completionTime(),
                status.parts().stream().map(part -> without(repository, part)).toList(),
                status.resources(),
                status.holds(),
                status.ledger(),
                status.bytes(),
                status.addedBytes());
    }

    private static BackupPart without(String repository, BackupPart part) {
        return new BackupPart(
                part.type(),
                part.name(),
                part.phase(),
                part.reason(),
                part.claimUid(),
                part.provider(),
                part.snapshots().stream()
                        .filter(snapshot -> !snapshot.repository().equals(repository))
                        .toList(),
                part.bytes(),
                part.bytesTotal(),
                part.files(),
                part.attempts(),
                part.startTime(),
                part.completionTime());
    }
}
