package cloud.mows.backup.schedulers.policy;

import static java.util.Objects.requireNonNull;

import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicySpec;
import cloud.mows.backup.crds.policy.RepositoryChoice;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.schedulers.policy.AppSettings.Copy;
import cloud.mows.backup.schedulers.policy.AppSettings.Target;
import cloud.mows.backup.schedulers.schedule.AllowedHours;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds if a BackupPolicy governs. */
record PolicyMerge(BackupPolicy policy, ClusterDefaults cluster) {
    /** What keeps its delay: the namespace, whichever policy governs it. */
    static String app(String namespace) {
        return "namespace/" + namespace;
    }

    private BackupPolicySpec spec() {
        return policy.getSpec();
    }

    AppSettings settings(Timetable timetable) {
        String by = "BackupPolicy " + policy.getMetadata().getName();
        return new AppSettings(
                by,
                timetable,
                targets(),
                copies(timetable.zone()),
                join(
                        ClusterDefaults.ruled(by, spec().volumes()),
                        ClusterDefaults.ruled(ClusterDefaults.BY, cluster.spec().volumes())),
                join(
                        ClusterDefaults.ruled(by, spec().objects()),
                        ClusterDefaults.ruled(ClusterDefaults.BY, cluster.spec().objects())),
                spec().hooks(),
                Duration.ofSeconds(requireNonNull(spec().holdDeadlineSeconds())),
                Optional.ofNullable(spec().activeDeadlineSeconds())
                        .map(Duration::ofSeconds)
                        .orElseGet(cluster::activeDeadline),
                spec().suspend() ? Optional.of(by) : cluster.suspended());
    }

    private static <T> List<T> join(List<T> first, List<T> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private List<Target> targets() {
        List<String> names = spec().repositories().isEmpty()
                ? cluster.repositoryNames().stream()
                        .filter(name -> spec().copies().stream()
                                .noneMatch(copy -> copy.name().equals(name)))
                        .toList()
                : spec().repositories().stream()
                        .map(RepositoryChoice::name)
                        .distinct()
                        .toList();
        return names.stream()
                .map(name ->
                        new Target(name, retention(name), cluster.repositories().objection(name)))
                .toList();
    }

    /** Those of the cluster are made of every app that names none, but for where its backups go to themselves. */
    private List<Copy> copies(ZoneId zone) {
        if (spec().copies().isEmpty()) {
            Set<String> targets = targets().stream().map(Target::repository).collect(Collectors.toSet());
            return cluster.copies(zone).stream()
                    .filter(copy -> !targets.contains(copy.repository()))
                    .toList();
        }
        return spec().copies().stream()
                .map(copy -> new Copy(
                        copy.name(),
                        copy.retention() == null ? retention(copy.name()) : copy.retention(),
                        AllowedHours.of(zone, copy.windows(), List.of()),
                        cluster.repositories().objection(copy.name())))
                .toList();
    }

    /** What the app says of this repository, or in general; then the cluster likewise. */
    private Retention retention(String repository) {
        return spec().repositories().stream()
                .filter(choice -> choice.name().equals(repository))
                .flatMap(choice -> Stream.ofNullable(choice.retention()))
                .findFirst()
                .or(() -> Optional.ofNullable(spec().retention()))
                .orElseGet(() -> cluster.retention(repository));
    }
}
