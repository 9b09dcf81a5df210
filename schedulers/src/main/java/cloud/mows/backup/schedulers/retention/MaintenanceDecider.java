package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.crds.repository.Prune;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a repository is kept in order, and what is said about it. First goes what is no longer kept, so that prune finds it. */
public final class MaintenanceDecider {
    /** For one task: a command line has an end, and others wait for the lock. */
    private static final int BACKUPS_MAX = 500;

    private static final String TYPE = "Pruned";
    private static final String RUNNING = "Running";
    private static final String WAITING = "Waiting";

    /** After which pruning no longer waits for backups that are under way: it then waits for their lock, and later ones wait for it. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    /** For which backups wait for a prune: one that takes longer may be stuck, and a backup is worth more. */
    private static final Duration PRECEDENCE = Duration.ofHours(6);

    private final Repository repository;
    private final ScheduleParser reading;
    private final Instant now;

    public MaintenanceDecider(Repository repository, Documents documents, Instant now) {
        this.repository = repository;
        this.now = now;
        Schedule cluster = Objects.requireNonNull(documents
                .cluster()
                .map(ClusterBackupPolicy::getSpec)
                .orElse(ClusterBackupPolicySpec.DEFAULT)
                .schedule());
        Prune prune = Objects.requireNonNull(repository.getSpec().prune());
        reading = ScheduleParser.read(
                Objects.requireNonNull(prune.schedule()),
                cluster,
                "prune/" + repository.getMetadata().getName(),
                now);
    }

    /** Whether a repository is being pruned, so that what would begin with it now does so better afterwards. */
    public static boolean isPruning(Repository repository, Instant now) {
        return pruning(repository)
                .filter(running -> running.lastTransitionTime().plus(PRECEDENCE).isAfter(now))
                .isPresent();
    }

    private static Optional<Condition> pruning(Repository repository) {
        return Optional.ofNullable(repository.getStatus())
                .flatMap(status -> Condition.find(status.conditions(), TYPE))
                .filter(condition -> condition.reason().equals(RUNNING));
    }

    /**
     * @param backups all of the cluster
     * @param points all that are known
     * @param clusterId of this cluster
     * @param forgetting uids of the backups that a task already removes
     */
    public MaintenanceTask next(
            Governance governance,
            Collection<Backup> backups,
            Collection<RestorePoint> points,
            String clusterId,
            List<String> forgetting) {
        if (!forgetting.isEmpty()) {
            return new MaintenanceTask.Forget(forgetting);
        }
        if (repository.getSpec().suspend() || !isReady()) {
            return new MaintenanceTask.None();
        }
        boolean isPruning = pruning(repository).isPresent();
        List<RestorePoint> goes = RepositoryRetention.goes(
                points, clusterId, repository.getMetadata().getName(), governance, now);
        if (!goes.isEmpty() && !isPruning) {
            return new MaintenanceTask.Forget(goes.stream()
                    .limit(BACKUPS_MAX)
                    .map(point -> point.getSpec().backupUid())
                    .toList());
        }
        return switch (reading) {
            case ScheduleParser.Unusable(String why) ->
                new MaintenanceTask.Impossible(
                        "InvalidSchedule", "The schedule of prune cannot be followed: " + why + ".");
            case ScheduleParser.Usable(Timetable timetable) ->
                timetable
                        .due(Optional.of(last()), now)
                        .filter(due -> !due.isAfter(now))
                        .flatMap(_ -> timetable.latest(last(), now))
                        .map(due ->
                                isPruning ? new MaintenanceTask.Prune(due, clusterId) : prune(due, backups, clusterId))
                        .orElseGet(MaintenanceTask.None::new);
        };
    }

    /** A lock that excludes others is best asked for while there are none. */
    private MaintenanceTask prune(Instant due, Collection<Backup> backups, String clusterId) {
        List<String> underWay = backups.stream()
                .filter(this::isUnderWay)
                .map(backup -> backup.getMetadata().getNamespace() + "/"
                        + backup.getMetadata().getName())
                .sorted()
                .toList();
        return underWay.isEmpty() || due.plus(PATIENCE).isBefore(now)
                ? new MaintenanceTask.Prune(due, clusterId)
                : new MaintenanceTask.Waits("Pruning waits for the end of Backup " + underWay.getFirst()
                        + (underWay.size() == 1 ? "." : " and " + (underWay.size() - 1) + " more."));
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

    private Instant last() {
        return status().map(RepositoryStatus::lastPruneTime)
                .orElseGet(() -> Instant.parse(repository.getMetadata().getCreationTimestamp()));
    }

    /** What to say while nothing is done. */
    public RepositoryStatus idle(MaintenanceTask chore) {
        return status(
                last(false),
                switch (chore) {
                    case MaintenanceTask.Impossible(String reason, String message) ->
                        Optional.of(Verdict.no(TYPE, reason, message));
                    case MaintenanceTask.Waits(String message) ->
                        Optional.of(new Verdict(TYPE, ConditionStatus.UNKNOWN, WAITING, message));
                    default -> Optional.empty();
                });
    }

    /** What to say of what a task came to. */
    public RepositoryStatus after(MaintenanceTask chore, MoverState moved) {
        boolean prunes = chore instanceof MaintenanceTask.Prune;
        return switch (moved) {
            case MoverState.Running _ ->
                status(
                        last(false),
                        prunes
                                ? Optional.of(new Verdict(
                                        TYPE,
                                        ConditionStatus.UNKNOWN,
                                        RUNNING,
                                        "What is no longer kept is being removed."))
                                : Optional.empty());
            case MoverState.Failed(String reason, boolean _, var _) ->
                status(
                        last(false),
                        Optional.of(Verdict.no(
                                TYPE, "Failed", "What is no longer kept could not be removed: " + reason + ".")));
            case MoverState.Ended _ ->
                status(
                        last(prunes),
                        prunes
                                ? Optional.of(Verdict.yes(TYPE, "Done", "What is no longer kept is removed."))
                                : Optional.empty());
        };
    }

    private @Nullable Instant last(boolean pruned) {
        return pruned ? now : status().map(RepositoryStatus::lastPruneTime).orElse(null);
    }

    /** @param verdict empty: what came of it the last time, as far as that stands there */
    private RepositoryStatus status(@Nullable Instant last, Optional<Verdict> verdict) {
        List<Condition> before = ours().conditions();
        List<Condition> cameOf = before.stream()
                .filter(condition -> condition.status() != ConditionStatus.UNKNOWN)
                .toList();
        long generation = Objects.requireNonNullElse(repository.getMetadata().getGeneration(), 0L);
        Instant next = switch (reading) {
            case ScheduleParser.Usable(Timetable timetable) ->
                timetable.next(now).orElse(null);
            case ScheduleParser.Unusable _ -> null;
        };
        return status(
                verdict.map(each -> List.of(each.condition(before, now, generation)))
                        .orElse(cameOf),
                last,
                next);
    }

    /** The part of the present status that comes from here. */
    public RepositoryStatus ours() {
        return status().map(status -> status(
                        Condition.find(status.conditions(), TYPE).stream().toList(),
                        status.lastPruneTime(),
                        status.nextPruneTime()))
                .orElseGet(() -> status(List.of(), null, null));
    }

    private static RepositoryStatus status(List<Condition> conditions, @Nullable Instant last, @Nullable Instant next) {
        return new RepositoryStatus(null, conditions, null, null, null, null, null, null, null, last, next);
    }
}
