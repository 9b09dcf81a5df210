package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.crds.repository.Check;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.Governance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** When a repository is kept in order, and what is said about it. First goes what is no longer kept, so that prune finds it. */
public final class MaintenanceDecider {
    /** For one task: a command line has an end, and others wait for the lock. */
    private static final int BACKUPS_MAX = 500;

    private static final String PRUNED = "Pruned";
    private static final String CHECKED = "Checked";

    /** After which a task no longer waits for backups that are under way: it then waits for their lock, and later ones wait for it. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    /** For which backups wait for a task: one that takes longer may be stuck, and a backup is worth more. */
    private static final Duration PRECEDENCE = Duration.ofHours(6);

    private final Repository repository;
    private final RepeatedTask prune;
    private final RepeatedTask check;
    private final CopyDecider copies;
    private final Instant now;

    /** @param copies of this repository, at the same moment */
    public MaintenanceDecider(Repository repository, Documents documents, CopyDecider copies, Instant now) {
        this.repository = repository;
        this.copies = copies;
        this.now = now;
        Schedule cluster = Objects.requireNonNull(documents
                .cluster()
                .map(ClusterBackupPolicy::getSpec)
                .orElse(ClusterBackupPolicySpec.DEFAULT)
                .schedule());
        prune = new RepeatedTask(
                repository,
                PRUNED,
                "prune",
                Objects.requireNonNull(
                        Objects.requireNonNull(repository.getSpec().prune()).schedule()),
                cluster,
                status().map(RepositoryStatus::lastPruneTime).orElse(null),
                now);
        check = new RepeatedTask(
                repository,
                CHECKED,
                "check",
                Objects.requireNonNull(checkSpec().schedule()),
                cluster,
                status().map(RepositoryStatus::lastCheckTime).orElse(null),
                now);
    }

    /** Whether a repository is pruned or checked, so that what would begin with it now does so better afterwards. */
    public static boolean isBusy(Repository repository, Instant now) {
        return Stream.of(PRUNED, CHECKED)
                .flatMap(type -> RepeatedTask.running(repository, type).stream())
                .anyMatch(
                        running -> running.lastTransitionTime().plus(PRECEDENCE).isAfter(now));
    }

    /**
     * @param backups all of the cluster
     * @param points all that are known
     * @param clusterId of this cluster
     * @param forgetting uids of the backups that a task already removes
     * @param copying what a task already copies
     */
    public MaintenanceTask next(
            Governance governance,
            Collection<Backup> backups,
            Collection<RestorePoint> points,
            String clusterId,
            List<String> forgetting,
            Optional<MaintenanceTask.Copy> copying) {
        // What has begun is brought to its end.
        if (!forgetting.isEmpty()) {
            return new MaintenanceTask.Forget(forgetting);
        }
        if (copying.isPresent()) {
            return copying.get();
        }
        if (repository.getSpec().suspend() || !isReady()) {
            return new MaintenanceTask.None();
        }
        Optional<MaintenanceTask> pruning = prune.due().map(due -> new MaintenanceTask.Prune(due, clusterId));
        Optional<MaintenanceTask> checking = check.due().map(this::check);
        if (pruning.isPresent() && prune.isRunning()) {
            return pruning.get();
        }
        if (checking.isPresent() && check.isRunning()) {
            return checking.get();
        }
        List<RestorePoint> goes = RepositoryRetention.goes(
                points, clusterId, repository.getMetadata().getName(), governance, now);
        if (!goes.isEmpty()) {
            return new MaintenanceTask.Forget(goes.stream()
                    .limit(BACKUPS_MAX)
                    .map(point -> point.getSpec().backupUid())
                    .toList());
        }
        return pruning.map(task -> alone(task, prune, "Pruning", backups))
                .or(() -> checking.map(task -> alone(task, check, "The check", backups)))
                .or(copies::task)
                .orElseGet(MaintenanceTask.None::new);
    }

    /** A lock that excludes others is best asked for while there are none. */
    private MaintenanceTask alone(MaintenanceTask task, RepeatedTask of, String what, Collection<Backup> backups) {
        List<String> underWay = backups.stream()
                .filter(this::isUnderWay)
                .map(backup -> backup.getMetadata().getNamespace() + "/"
                        + backup.getMetadata().getName())
                .sorted()
                .toList();
        boolean patient = of.due().map(due -> due.plus(PATIENCE).isAfter(now)).orElse(false);
        return underWay.isEmpty() || !patient
                ? task
                : new MaintenanceTask.Waits(
                        task,
                        what + " waits for the end of Backup " + underWay.getFirst()
                                + (underWay.size() == 1 ? "." : " and " + (underWay.size() - 1) + " more."));
    }

    /** When the room of what is no longer kept is to be given back; in the past if that is late. */
    public Optional<Instant> pruneDue() {
        return prune.dueSince();
    }

    /** When damage is to be looked for; in the past if that is late. */
    public Optional<Instant> checkDue() {
        return check.dueSince();
    }

    /** Whether what is no longer kept could not be removed the last time. */
    public boolean hasPruneFailed() {
        return prune.hasFailed();
    }

    /** Whether the last check found damage, or could not be done. */
    public boolean hasCheckFailed() {
        return check.hasFailed();
    }

    /** How long nothing is due, at the most {@code longest}. */
    public Duration rest(Duration longest) {
        return Stream.of(prune, check)
                .flatMap(task -> Optional.ofNullable(task.next()).stream())
                .map(next -> Duration.between(now, next))
                .filter(until -> until.compareTo(longest) < 0)
                .min(Duration::compareTo)
                .orElse(longest);
    }

    private Check checkSpec() {
        return Objects.requireNonNull(repository.getSpec().check());
    }

    private MaintenanceTask.Check check(Instant due) {
        int parts = checkSpec().parts();
        return new MaintenanceTask.Check(due, parts == 0 ? 0 : partBefore(parts) % parts + 1, parts);
    }

    /** What the last check read; where the data was in other parts then, it begins anew. */
    private int partBefore(int parts) {
        String ending = "/" + parts;
        return status().map(RepositoryStatus::checkedPart)
                .filter(part -> part.endsWith(ending))
                .map(part -> Integer.parseInt(part.substring(0, part.length() - ending.length())))
                .orElse(0);
    }

    /** One that only waits for a repository holds no lock. */
    private boolean isUnderWay(Backup backup) {
        BackupStatus of = backup.getStatus();
        return of != null
                && of.plan() != null
                && !of.phase().isFinal()
                && !of.waitsForRepository()
                && of.plan().repositories().contains(repository.getMetadata().getName());
    }

    private boolean isReady() {
        return RepositoryStatus.ready(repository.getStatus()) == ConditionStatus.TRUE;
    }

    private Optional<RepositoryStatus> status() {
        return Optional.ofNullable(repository.getStatus());
    }

    /** What to say while nothing is done. */
    public RepositoryStatus idle(MaintenanceTask task) {
        MaintenanceStatus idle = idle().copied(copies.idle(task));
        return switch (task) {
            case MaintenanceTask.Waits(MaintenanceTask.Prune _, String message) ->
                idle.pruned(prune.waits(message)).build();
            case MaintenanceTask.Waits(MaintenanceTask.Check _, String message) ->
                idle.checked(check.waits(message)).build();
            default -> idle.build();
        };
    }

    /** What to say of what a task came to. */
    public RepositoryStatus after(MaintenanceTask task, MoverState moved) {
        return switch (task) {
            case MaintenanceTask.Prune _ -> afterPrune(moved).build();
            case MaintenanceTask.Check checked -> afterCheck(checked, moved).build();
            case MaintenanceTask.Copy copy ->
                idle().copied(copies.after(copy, moved)).build();
            default ->
                moved instanceof MoverState.Failed failed
                        ? idle().pruned(notRemoved(failed)).build()
                        : idle(task);
        };
    }

    private MaintenanceStatus afterPrune(MoverState moved) {
        return switch (moved) {
            case MoverState.Running _ -> idle().pruned(prune.runs("What is no longer kept is being removed."));
            case MoverState.Failed failed -> idle().pruned(notRemoved(failed));
            case MoverState.Ended _ ->
                idle().pruned(prune.is(true, "Done", "What is no longer kept is removed."))
                        .prunedAt(now);
        };
    }

    private List<Condition> notRemoved(MoverState.Failed failed) {
        return prune.is(false, "Failed", "What is no longer kept could not be removed: " + failed.reason() + ".");
    }

    private MaintenanceStatus afterCheck(MaintenanceTask.Check task, MoverState moved) {
        String part = task.parts() == 0 ? null : task.part() + "/" + task.parts();
        String read = task.parts() == 0 ? "no data was read" : "part " + part + " of the data was read";
        return switch (moved) {
            case MoverState.Running _ -> idle().checked(check.runs("Damage is being looked for."));
            case MoverState.Failed failed ->
                idle().checked(check.is(false, "Failed", "It could not be checked: " + failed.reason() + "."));
            // One with damage is no reason to read it all again at once.
            case MoverState.Ended(String outcome, boolean whole) ->
                idle().checked(
                                whole
                                        ? check.is(true, "NoDamage", "No damage was found; " + read + ".")
                                        : check.is(false, "Damaged", CheckOutcome.words(outcome)))
                        .checkedAt(now, part, CheckOutcome.storedBytes(outcome));
        };
    }

    /** The part of the present status that comes from here. */
    public RepositoryStatus ours() {
        return standing().build();
    }

    private MaintenanceStatus standing() {
        return new MaintenanceStatus(repository, prune.condition(), check.condition(), copies.condition());
    }

    private MaintenanceStatus idle() {
        return standing().pruned(prune.idle()).checked(check.idle()).next(prune.next(), check.next());
    }
}
