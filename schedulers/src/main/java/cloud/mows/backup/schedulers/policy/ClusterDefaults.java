package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.crds.policy.NamespaceRule;
import cloud.mows.backup.crds.policy.RepositoryChoice;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.schedulers.policy.AppSettings.Copy;
import cloud.mows.backup.schedulers.policy.AppSettings.Ruled;
import cloud.mows.backup.schedulers.policy.AppSettings.Target;
import cloud.mows.backup.schedulers.schedule.AllowedHours;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The ClusterBackupPolicy, or its defaults.
 *
 * @param schedule the one in force: that of the defaults, if its own cannot be followed
 * @param objection why its own cannot be followed
 * @param now the moment that is decided about
 */
record ClusterDefaults(
        ClusterBackupPolicySpec spec,
        Schedule schedule,
        Optional<String> objection,
        Repositories repositories,
        Instant now) {
    static final String BY = "ClusterBackupPolicy " + ClusterBackupPolicy.NAME;
    /** Without a BackupPolicy there are no hooks, so nothing is held. */
    private static final Duration NO_HOLD = Duration.ZERO;

    static ClusterDefaults of(Optional<ClusterBackupPolicy> policy, Repositories repositories, Instant now) {
        ClusterBackupPolicySpec spec = policy.map(ClusterBackupPolicy::getSpec).orElse(ClusterBackupPolicySpec.DEFAULT);
        Schedule own = Objects.requireNonNull(spec.schedule());
        return switch (ScheduleParser.read(own, own, "", now)) {
            case ScheduleParser.Usable(Timetable _) ->
                new ClusterDefaults(spec, own, Optional.empty(), repositories, now);
            case ScheduleParser.Unusable(String why) ->
                new ClusterDefaults(
                        spec,
                        Objects.requireNonNull(ClusterBackupPolicySpec.DEFAULT.schedule()),
                        Optional.of(why),
                        repositories,
                        now);
        };
    }

    /** Of the schedule in force, with the delay of one app. */
    Timetable timetable(String app) {
        return switch (ScheduleParser.read(schedule, schedule, app, now)) {
            case ScheduleParser.Usable(Timetable timetable) -> timetable;
            // Whose delay it is makes no difference to whether it can be read.
            case ScheduleParser.Unusable(String why) -> throw new IllegalStateException(why);
        };
    }

    /** The rule that leaves a namespace out. */
    Optional<NamespaceRule> exclusion(Namespace namespace) {
        return spec.namespaces().stream()
                .filter(rule -> Matching.rule(
                        rule.names(),
                        rule.labelSelector(),
                        namespace.getMetadata().getName(),
                        namespace.getMetadata().getLabels()))
                .findFirst()
                .filter(rule -> rule.action() == RuleAction.EXCLUDE);
    }

    List<String> repositoryNames() {
        return spec.repositories().isEmpty()
                ? repositories.names().stream()
                        .filter(name -> spec.copies().stream()
                                .noneMatch(copy -> copy.name().equals(name)))
                        .toList()
                : spec.repositories().stream()
                        .map(RepositoryChoice::name)
                        .distinct()
                        .toList();
    }

    Retention retention(String repository) {
        return spec.repositories().stream()
                .filter(choice -> choice.name().equals(repository))
                .flatMap(choice -> Optional.ofNullable(choice.retention()).stream())
                .findFirst()
                .orElse(Objects.requireNonNull(spec.retention()));
    }

    /** @param zone of the schedule that the times are of */
    List<Copy> copies(ZoneId zone) {
        return spec.copies().stream()
                .map(copy -> new Copy(
                        copy.name(),
                        copy.retention() == null ? Objects.requireNonNull(spec.retention()) : copy.retention(),
                        AllowedHours.of(zone, copy.windows(), List.of()),
                        repositories.objection(copy.name())))
                .toList();
    }

    Duration activeDeadline() {
        return Duration.ofSeconds(Objects.requireNonNull(spec.activeDeadlineSeconds()));
    }

    Optional<String> suspended() {
        return spec.suspend() ? Optional.of(BY) : Optional.empty();
    }

    static <R> List<Ruled<R>> ruled(String by, List<R> rules) {
        return rules.stream().map(rule -> new Ruled<>(by, rule)).toList();
    }

    /** For an app without a BackupPolicy that governs. */
    AppSettings forNamespace(String namespace) {
        Timetable timetable = timetable(PolicyMerge.app(namespace));
        return new AppSettings(
                BY,
                timetable,
                targets(),
                copies(timetable.zone()),
                ruled(BY, spec.volumes()),
                ruled(BY, spec.objects()),
                List.of(),
                NO_HOLD,
                activeDeadline(),
                suspended());
    }

    /** For the objects that belong to no namespace. */
    AppSettings forWholeCluster() {
        Timetable timetable = timetable("cluster");
        return new AppSettings(
                BY,
                timetable,
                targets(),
                copies(timetable.zone()),
                List.of(),
                ruled(BY, spec.clusterObjects()),
                List.of(),
                NO_HOLD,
                activeDeadline(),
                suspended());
    }

    private List<Target> targets() {
        return repositoryNames().stream()
                .map(name -> new Target(name, retention(name), repositories.objection(name)))
                .toList();
    }
}
