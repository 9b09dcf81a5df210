package cloud.mows.backup.schedulers.metrics;

import cloud.mows.backup.schedulers.retention.CopyDecider;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of all metrics that do not tell of the process itself. */
public final class ClusterMetrics {
    private ClusterMetrics() {}

    public static List<Sample> of(Observed seen) {
        Storages storages = new Storages(seen.documents().repositories());
        Map<String, CopyDecider> copies = storages.byName().values().stream()
                .collect(Collectors.toMap(
                        repository -> repository.getMetadata().getName(),
                        repository -> new CopyDecider(
                                repository,
                                seen.documents(),
                                seen.governance(),
                                seen.points(),
                                seen.clusterId(),
                                seen.at())));
        return Stream.of(
                        Stream.of(Metric.CONTROLLER_OBSERVED.of(seen.at().getEpochSecond())),
                        CoverageMetrics.of(seen).stream(),
                        RestorePointMetrics.of(seen, storages, copies).stream(),
                        BackupMetrics.of(seen).stream(),
                        RepositoryMetrics.of(seen, storages, copies).stream())
                .flatMap(samples -> samples)
                .toList();
    }
}
