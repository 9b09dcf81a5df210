package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.cluster.api.Owner;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RepositoryAccess;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What our program is told to do with a repository. */
final class MaintenanceMovers {
    /** Runs into the repository have to end first. */
    private static final String PATIENCE = "--retry-lock=2h";

    private static final String TAG = "--tag=" + BackupId.UID_TAG;

    private static final List<String> COPY = List.of("mover", "copy");
    private static final String FROM = "--from-name=";

    /** Less than others wait for its locks. What it has copied by then need not be copied again. */
    private static final Duration COPY_DEADLINE = Duration.ofMinutes(90);

    private static final Duration DEADLINE = Duration.ofDays(1);

    private MaintenanceMovers() {}

    /**
     * Removes the restore points of these backups, and parts that are left of them. Those that are gone already are no failure.
     *
     * @throws IllegalArgumentException if none is named: without a filter everything of everybody would go
     */
    static MoverTask forget(Repository repository, List<String> uids) {
        if (uids.isEmpty() || uids.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("no backup is named: the task would be about every snapshot");
        }
        List<String> command = new ArrayList<>(List.of("forget", PATIENCE, "--unsafe-allow-remove-all"));
        uids.stream().sorted().forEach(uid -> command.add(TAG + uid));
        return task(repository, String.join(" ", command), command);
    }

    /** Each is a task of its own, by what is copied. */
    static MoverTask copy(Repository from, Repository to, MaintenanceTask.Copy copy) {
        List<String> command = new ArrayList<>(COPY);
        command.add(PATIENCE);
        command.add(FROM + copy.from());
        command.addAll(copy.snapshots());
        return new MoverTask(
                copying(to, copy),
                command,
                RepositoryAccess.copying(from, to),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                COPY_DEADLINE.toSeconds(),
                Optional.of(Owner.of(to)));
    }

    static MoverTask.Identity copying(Repository to, MaintenanceTask.Copy copy) {
        return new MoverTask.Identity(
                owner(to),
                "copy " + copy.from() + " "
                        + String.join(" ", copy.snapshots().stream().sorted().toList()));
    }

    /** What a Job copies; empty if it does something else. */
    static Optional<MaintenanceTask.Copy> copied(Job job) {
        List<String> arguments =
                job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
        if (arguments.size() < COPY.size() || !arguments.subList(0, COPY.size()).equals(COPY)) {
            return Optional.empty();
        }
        return arguments.stream()
                .filter(argument -> argument.startsWith(FROM))
                .map(argument -> argument.substring(FROM.length()))
                .findFirst()
                .map(from -> new MaintenanceTask.Copy(
                        from,
                        arguments.stream()
                                .skip(COPY.size())
                                .filter(argument -> !argument.startsWith("-"))
                                .toList()));
    }

    /** Whose snapshots a Job removes; none if it does something else. */
    static List<String> forgotten(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs().stream()
                .filter(argument -> argument.startsWith(TAG))
                .map(argument -> argument.substring(TAG.length()))
                .toList();
    }

    /** Each is a task of its own, by when it was to start. */
    static MoverTask prune(Repository repository, MaintenanceTask.Prune prune) {
        int maxUnused = Objects.requireNonNull(
                Objects.requireNonNull(repository.getSpec().prune()).maxUnusedPercent());
        return task(
                repository,
                "prune " + prune.due(),
                List.of(
                        "mover",
                        "prune",
                        PATIENCE,
                        "--cluster=" + prune.clusterId(),
                        "--max-unused=" + maxUnused + "%"));
    }

    /** Each is a task of its own, by when it was to start. */
    static MoverTask check(Repository repository, MaintenanceTask.Check check) {
        List<String> command =
                new ArrayList<>(List.of("mover", "check", PATIENCE, "--summary-file=/dev/termination-log"));
        if (check.parts() > 0) {
            command.add("--read-data-subset=" + check.part() + "/" + check.parts());
        }
        return task(repository, "check " + check.due(), command);
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
                Optional.empty(),
                Optional.empty(),
                DEADLINE.toSeconds(),
                // Nobody follows it when there is no Repository any more.
                Optional.of(Owner.of(repository)));
    }
}
