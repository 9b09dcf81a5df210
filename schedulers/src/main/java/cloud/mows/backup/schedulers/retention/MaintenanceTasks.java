package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.mover.MoverTask;
import cloud.mows.backup.schedulers.mover.RepositoryAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What our program is told to do with a repository. */
final class MaintenanceTasks {
    /** For one task: a command line has an end, and others wait for the lock. */
    static final int BACKUPS_MAX = 500;

    /** Runs into the repository have to end first. */
    private static final String PATIENCE = "--retry-lock=2h";

    private static final Duration DEADLINE = Duration.ofDays(1);

    private MaintenanceTasks() {}

    /**
     * Removes all snapshots of these backups, or of the first so many that one task takes. Those that are gone already are no
     * failure.
     */
    static MoverTask forget(Repository repository, List<Backup> backups) {
        List<String> command = new ArrayList<>(List.of("forget", PATIENCE, "--unsafe-allow-remove-all"));
        List<String> uids = backups.stream()
                .map(backup -> backup.getMetadata().getUid())
                .sorted()
                .toList();
        uids.forEach(uid -> command.add("--tag=backup-uid=" + uid));
        return task(repository, "forget " + uids, command);
    }

    /** @param due each prune is a task of its own */
    static MoverTask prune(Repository repository, Instant due) {
        int maxUnused = Objects.requireNonNull(
                Objects.requireNonNull(repository.getSpec().prune()).maxUnusedPercent());
        return task(repository, "prune " + due, List.of("prune", PATIENCE, "--max-unused=" + maxUnused + "%"));
    }

    /** Whose tasks they are. */
    static String owner(Repository repository) {
        return "maintenance-" + repository.getMetadata().getUid();
    }

    private static MoverTask task(Repository repository, String what, List<String> command) {
        return new MoverTask(
                new MoverTask.Identity(owner(repository), what),
                command,
                RepositoryAccess.to(repository, 1),
                List.of(),
                null,
                Optional.empty(),
                DEADLINE.toSeconds());
    }
}
