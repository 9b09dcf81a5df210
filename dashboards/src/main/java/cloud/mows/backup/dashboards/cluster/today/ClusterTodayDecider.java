package cloud.mows.backup.dashboards.cluster.today;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.cluster.today.ClusterFinding.FindingKind;
import cloud.mows.backup.dashboards.cluster.today.ClusterToday.ClusterVerdict;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.coverage.Covered;
import cloud.mows.backup.schedulers.due.App;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.retention.CopyDecider;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what was seen to the sentence. */
final class ClusterTodayDecider {
    static final int FINDINGS_MAX = 20;
    static final int NEXT_MAX = 5;
    /** In which the first backup of a new app is to come and end. */
    private static final Duration NEW = Duration.ofHours(1);

    private final ClusterView.Observation seen;
    private final Map<String, Instant> created;
    private final Map<String, AppSettings> apps = new TreeMap<>();
    private final Map<String, Covered> covered;
    private final Map<String, List<RestorePointSpec>> points;
    private final Map<String, List<Backup>> backups;
    private final Set<String> open;
    private final Set<String> outside;
    private final List<ClusterFinding> findings = new ArrayList<>();
    private int lost;
    private int partly;

    private ClusterTodayDecider(LatestLook.Look look) {
        seen = look.seen();
        created = seen.documents().namespaces().stream()
                .filter(namespace -> !namespace.isMarkedForDeletion())
                .collect(
                        Collectors.toMap(namespace -> namespace.getMetadata().getName(), ClusterTodayDecider::created));
        seen.governance()
                .namespaces()
                .forEach((name, policy) -> policy.effective()
                        .filter(_ -> created.containsKey(name))
                        .ifPresent(settings -> apps.put(name, settings)));
        covered = look.coverage().namespaces();
        points = seen.points().stream()
                .map(RestorePoint::getSpec)
                .filter(point -> point.cluster().equals(seen.clusterId()) && !point.savedBeforeRestore())
                .collect(Collectors.groupingBy(RestorePointSpec::app));
        backups = seen.backups().stream()
                .filter(backup -> backup.getSpec().scope() == BackupScope.NAMESPACE)
                .collect(Collectors.groupingBy(backup -> backup.getMetadata().getNamespace()));
        open = names(repository -> RepositoryStatus.ready(repository.getStatus()) == ConditionStatus.TRUE);
        outside = look.outside();
    }

    private static Instant created(Namespace namespace) {
        return Instant.parse(namespace.getMetadata().getCreationTimestamp());
    }

    private Set<String> names(Predicate<Repository> which) {
        return seen.documents().repositories().stream()
                .filter(which)
                .map(repository -> repository.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    static ClusterToday decide(LatestLook.Look look) {
        return new ClusterTodayDecider(look).decide();
    }

    private ClusterToday decide() {
        apps.keySet().forEach(this::app);
        covered.forEach((name, how) -> {
            if (how instanceof Covered.Requested) {
                findings.add(new ClusterFinding(FindingKind.AppRequested, false, name, 1, how.words()));
            }
        });
        seen.documents().repositories().forEach(this::place);
        List<ClusterFinding> sorted = findings.stream()
                .sorted(Comparator.comparing((ClusterFinding finding) -> !finding.bad())
                        .thenComparing(ClusterFinding::kind)
                        .thenComparing(ClusterFinding::about))
                .toList();
        List<AppMoment> newest = newest(open);
        List<AppMoment> away = newest(outside);
        return new ClusterToday(
                verdict(),
                apps.size(),
                lost,
                partly,
                newest.isEmpty() ? null : newest.getFirst(),
                !outside.isEmpty(),
                away.isEmpty() ? null : away.getFirst(),
                apps.size() - away.size(),
                sorted.stream().limit(FINDINGS_MAX).toList(),
                Math.max(0, sorted.size() - FINDINGS_MAX),
                next());
    }

    private ClusterVerdict verdict() {
        if (seen.documents().repositories().isEmpty()) {
            return ClusterVerdict.NoPlace;
        }
        if (apps.isEmpty()) {
            return ClusterVerdict.Nothing;
        }
        if (lost > 0) {
            return ClusterVerdict.Lost;
        }
        if (findings.stream().anyMatch(ClusterFinding::bad)) {
            return ClusterVerdict.Damaged;
        }
        if (partly > 0) {
            return ClusterVerdict.Partly;
        }
        return findings.isEmpty() ? ClusterVerdict.Good : ClusterVerdict.Look;
    }

    /** Whether it could be restored. One whose places are closed is told with them. */
    private void app(String name) {
        boolean isThere = points.getOrDefault(name, List.of()).stream().anyMatch(this::isOpen);
        switch (covered.get(name)) {
            case Covered.Not(String why) -> {
                if (isNew(name)) {
                    findings.add(new ClusterFinding(FindingKind.AppNew, false, name, 1, why));
                } else {
                    lost++;
                    findings.add(new ClusterFinding(FindingKind.AppLost, true, name, 1, why));
                }
            }
            case Covered.Partly(String why) -> {
                lost += isThere ? 0 : 1;
                partly += isThere ? 1 : 0;
                findings.add(new ClusterFinding(FindingKind.AppPartly, false, name, 1, why));
            }
            case Covered.Protected _ -> lost += isThere ? 0 : 1;
            case Covered.Requested _, Covered.Excluded _ -> {}
            case null -> {}
        }
    }

    private boolean isOpen(RestorePointSpec point) {
        return point.copies().stream().map(SnapshotCopy::repository).anyMatch(open::contains);
    }

    private boolean isNew(String name) {
        return Objects.requireNonNull(created.get(name)).plus(NEW).isAfter(seen.at())
                && backups.getOrDefault(name, List.of()).stream()
                        .map(Backup::getStatus)
                        .noneMatch(status -> status != null
                                && Objects.requireNonNull(status.phase()).isFinal());
    }

    private void place(Repository repository) {
        String name = repository.getMetadata().getName();
        Optional<Condition> ready = condition(repository, RepositoryStatus.READY);
        switch (RepositoryStatus.ready(repository.getStatus())) {
            case TRUE -> {}
            case FALSE -> {
                int alone = onlyIn(name);
                findings.add(new ClusterFinding(FindingKind.PlaceClosed, alone > 0, name, alone, message(ready)));
            }
            case UNKNOWN -> findings.add(new ClusterFinding(FindingKind.PlaceUntried, false, name, 0, message(ready)));
        }
        failed(repository, "Checked")
                .ifPresent(why -> findings.add(new ClusterFinding(FindingKind.PlaceDamaged, true, name, 0, why)));
        failed(repository, "Pruned")
                .ifPresent(why -> findings.add(new ClusterFinding(FindingKind.PlaceNotPruned, false, name, 0, why)));
        if (outside.contains(name)) {
            int late = late(repository);
            if (late > 0) {
                String why = failed(repository, "Copied").orElse(null);
                findings.add(new ClusterFinding(FindingKind.OffSiteLate, false, name, late, why));
            }
        }
    }

    /** How many apps have restore points there and in no repository that can be opened. */
    private int onlyIn(String repository) {
        return (int) apps.keySet().stream()
                .map(app -> points.getOrDefault(app, List.of()))
                .filter(of -> of.stream().noneMatch(this::isOpen))
                .filter(of -> of.stream()
                        .flatMap(point -> point.copies().stream())
                        .anyMatch(copy -> copy.repository().equals(repository)))
                .count();
    }

    /** How many apps should have a newer copy there by now, as their schedules have it. */
    private int late(Repository repository) {
        Instant made = Instant.parse(repository.getMetadata().getCreationTimestamp());
        List<RestorePoint> suspects = suspects(repository.getMetadata().getName(), made);
        return (int) new CopyDecider(
                        repository, seen.documents(), seen.governance(), suspects, seen.clusterId(), seen.at())
                .behind().entrySet().stream()
                        .filter(behind -> Optional.ofNullable(apps.get(behind.getKey()))
                                .filter(settings -> isLate(settings, later(behind.getValue(), made)))
                                .isPresent())
                        .count();
    }

    /** Points of the apps whose newest copy is old enough: what could be copied has to be found out of these alone. */
    private List<RestorePoint> suspects(String repository, Instant made) {
        Set<String> old = apps.entrySet().stream()
                .filter(app -> app.getValue().copies().stream()
                        .anyMatch(copy -> copy.repository().equals(repository)))
                .filter(app -> isLate(
                        app.getValue(),
                        points.getOrDefault(app.getKey(), List.of()).stream()
                                .filter(point -> point.copies().stream()
                                        .anyMatch(copy -> copy.repository().equals(repository)))
                                .map(RestorePointSpec::time)
                                .reduce(made, ClusterTodayDecider::later)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return old.isEmpty()
                ? List.of()
                : seen.points().stream()
                        .filter(point -> old.contains(point.getSpec().app()))
                        .toList();
    }

    private boolean isLate(AppSettings settings, Instant since) {
        return settings.timetable().isTwoBehind(since, seen.at());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    private static Optional<Condition> condition(Repository repository, String type) {
        return Optional.ofNullable(repository.getStatus()).flatMap(status -> Condition.find(status.conditions(), type));
    }

    private static Optional<String> failed(Repository repository, String type) {
        return condition(repository, type)
                .filter(condition -> condition.status() == ConditionStatus.FALSE)
                .map(condition -> Objects.requireNonNullElse(condition.message(), condition.reason()));
    }

    private static @Nullable String message(Optional<Condition> condition) {
        return condition.map(Condition::message).orElse(null);
    }

    /** The newest restore point of each app in one of these repositories, the oldest of them first. */
    private List<AppMoment> newest(Set<String> repositories) {
        Map<String, Instant> newest = new HashMap<>();
        apps.keySet()
                .forEach(app -> points.getOrDefault(app, List.of()).stream()
                        .filter(point -> point.copies().stream()
                                .map(SnapshotCopy::repository)
                                .anyMatch(repositories::contains))
                        .map(RestorePointSpec::time)
                        .max(Comparator.naturalOrder())
                        .ifPresent(time -> newest.put(app, time)));
        return sorted(newest);
    }

    private List<AppMoment> next() {
        Map<String, Instant> next = new HashMap<>();
        apps.forEach((name, settings) -> new App(name, BackupScope.NAMESPACE)
                .nextStart(
                        settings,
                        Objects.requireNonNull(created.get(name)),
                        backups.getOrDefault(name, List.of()),
                        seen.at())
                .ifPresent(time -> next.put(name, time)));
        return sorted(next).stream().limit(NEXT_MAX).toList();
    }

    private static List<AppMoment> sorted(Map<String, Instant> moments) {
        Collection<Map.Entry<String, Instant>> entries = moments.entrySet();
        return entries.stream()
                .map(entry -> new AppMoment(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(AppMoment::time).thenComparing(AppMoment::app))
                .toList();
    }
}
