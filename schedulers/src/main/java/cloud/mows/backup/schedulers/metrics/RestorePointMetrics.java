package cloud.mows.backup.schedulers.metrics;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.due.App;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.retention.CopyDecider;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How new the restore points of each app are, and whether the next comes. */
final class RestorePointMetrics {
    private final Observed seen;
    private final Storages storages;
    private final Map<String, Namespace> namespaces;
    private final Map<Place, Instant> newest = new HashMap<>();
    private final Map<String, RestorePointSpec> newestOfApp = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    private record Place(String app, String repository) {}

    private RestorePointMetrics(Observed seen, Storages storages) {
        this.seen = seen;
        this.storages = storages;
        namespaces = seen.documents().namespaces().stream()
                .filter(namespace -> !namespace.isMarkedForDeletion())
                .collect(Collectors.toMap(namespace -> namespace.getMetadata().getName(), Function.identity()));
    }

    static List<Sample> of(Observed seen, Storages storages, Map<String, CopyDecider> copies) {
        RestorePointMetrics metrics = new RestorePointMetrics(seen, storages);
        metrics.newest();
        seen.governance()
                .namespaces()
                .forEach((namespace, governing) -> governing
                        .effective()
                        .ifPresent(settings ->
                                metrics.expected(namespace, new App(namespace, BackupScope.NAMESPACE), settings)));
        metrics.expected(
                AppId.CLUSTER,
                new App(seen.ownNamespace(), BackupScope.CLUSTER),
                seen.governance().wholeCluster());
        copies.forEach(metrics::copied);
        return metrics.samples;
    }

    private void newest() {
        seen.points().stream()
                .map(RestorePoint::getSpec)
                .filter(point -> point.cluster().equals(seen.clusterId()) && !point.savedBeforeRestore())
                .forEach(this::note);
        newest.forEach((place, moment) -> storages.of(place.repository())
                .ifPresent(storage -> samples.add(Metric.APP_NEWEST_RESTORE_POINT.of(
                        moment.getEpochSecond(), place.app(), place.repository(), storage))));
        newestOfApp.forEach((app, point) -> samples.add(
                Metric.APP_NEWEST_RESTORE_POINT_MISSING.of(point.ledger().failed(), app)));
    }

    private void note(RestorePointSpec point) {
        List<String> readable = point.copies().stream()
                .map(SnapshotCopy::repository)
                .filter(repository -> storages.of(repository).isPresent())
                .toList();
        readable.forEach(repository ->
                newest.merge(new Place(point.app(), repository), point.time(), RestorePointMetrics::later));
        if (!readable.isEmpty()) {
            newestOfApp.merge(point.app(), point, (a, b) -> a.time().isBefore(b.time()) ? b : a);
        }
    }

    private void expected(String name, App app, AppSettings settings) {
        Namespace namespace = namespaces.get(app.namespace());
        if (namespace == null) {
            return;
        }
        Instant created = Instant.parse(namespace.getMetadata().getCreationTimestamp());
        for (AppSettings.Target target : settings.targets()) {
            deadline(name, target.repository(), created, settings)
                    .ifPresent(deadline -> samples.add(Metric.APP_RESTORE_POINT_DEADLINE.of(
                            deadline.getEpochSecond(),
                            name,
                            target.repository(),
                            storages.of(target.repository()).orElse("none"))));
        }
        app.nextStart(settings, created, seen.backups(), seen.at())
                .ifPresent(next -> samples.add(Metric.APP_NEXT_BACKUP.of(next.getEpochSecond(), name)));
    }

    private void copied(String repository, CopyDecider copies) {
        String storage = storages.of(repository).orElseThrow();
        Instant created = storages.created(repository).orElseThrow();
        copies.behind()
                .forEach((app, since) -> seen.governance()
                        .settings(app)
                        .flatMap(settings -> settings.timetable().secondAfter(later(since, created)))
                        .ifPresent(deadline -> samples.add(Metric.APP_RESTORE_POINT_DEADLINE.of(
                                deadline.getEpochSecond(), app, repository, storage))));
    }

    private Optional<Instant> deadline(String app, String repository, Instant created, AppSettings settings) {
        Instant since = Optional.ofNullable(newest.get(new Place(app, repository)))
                .orElseGet(() -> Stream.concat(Stream.of(created), storages.created(repository).stream())
                        .reduce(created, RestorePointMetrics::later));
        return settings.timetable().secondAfter(since);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }
}
