package cloud.mows.backup.schedulers.metrics;

import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.retention.CopyDecider;
import cloud.mows.backup.schedulers.retention.MaintenanceDecider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether each repository is usable, and kept in order. */
final class RepositoryMetrics {
    private final String name;
    private final List<Sample> samples;

    private RepositoryMetrics(String name, List<Sample> samples) {
        this.name = name;
        this.samples = samples;
    }

    static List<Sample> of(Observed seen, Storages storages, Map<String, CopyDecider> copies) {
        Map<String, Long> points = seen.points().stream()
                .flatMap(point -> point.getSpec().copies().stream())
                .collect(Collectors.groupingBy(SnapshotCopy::repository, Collectors.counting()));
        List<Sample> samples = new ArrayList<>();
        storages.byName()
                .forEach((name, repository) -> new RepositoryMetrics(name, samples)
                        .add(
                                repository,
                                seen,
                                points.getOrDefault(name, 0L),
                                Objects.requireNonNull(copies.get(name))));
        return samples;
    }

    private void add(Repository repository, Observed seen, long points, CopyDecider copies) {
        boolean suspended = repository.getSpec().suspend();
        boolean ready = RepositoryStatus.ready(repository.getStatus()) == ConditionStatus.TRUE;
        samples.add(Metric.REPOSITORY_READY.of(ready ? 1 : 0, name, Storages.of(repository)));
        is(Metric.REPOSITORY_SUSPENDED, suspended);
        samples.add(Metric.REPOSITORY_RESTORE_POINTS.of(points, name));
        samples.add(Metric.REPOSITORY_COPIES_WAITING.of(copies.waiting(), name));
        last(repository, Metric.REPOSITORY_LAST_CHECK, RepositoryStatus::lastCheckTime);
        last(repository, Metric.REPOSITORY_LAST_PRUNE, RepositoryStatus::lastPruneTime);
        MaintenanceDecider maintenance = new MaintenanceDecider(repository, seen.documents(), copies, seen.at());
        is(Metric.REPOSITORY_CHECK_FAILED, maintenance.hasCheckFailed());
        is(Metric.REPOSITORY_PRUNE_FAILED, maintenance.hasPruneFailed());
        if (!suspended) {
            at(Metric.REPOSITORY_CHECK_DUE, maintenance.checkDue());
            at(Metric.REPOSITORY_PRUNE_DUE, maintenance.pruneDue());
        }
    }

    private void is(Metric metric, boolean value) {
        samples.add(metric.of(value ? 1 : 0, name));
    }

    private void last(Repository repository, Metric metric, Function<RepositoryStatus, Instant> time) {
        at(metric, Optional.ofNullable(repository.getStatus()).map(time));
    }

    private void at(Metric metric, Optional<Instant> moment) {
        moment.ifPresent(time -> samples.add(metric.of(time.getEpochSecond(), name)));
    }
}
