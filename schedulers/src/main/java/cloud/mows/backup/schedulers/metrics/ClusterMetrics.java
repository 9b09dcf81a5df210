package cloud.mows.backup.schedulers.metrics;

import java.util.List;
import java.util.stream.Stream;

/** The values of all metrics that do not tell of the process itself. */
public final class ClusterMetrics {
    private ClusterMetrics() {}

    public static List<Sample> of(Observed seen) {
        Storages storages = new Storages(seen.documents().repositories());
        return Stream.of(
                        Stream.of(Metric.CONTROLLER_OBSERVED.of(seen.at().getEpochSecond())),
                        CoverageMetrics.of(seen).stream(),
                        RestorePointMetrics.of(seen, storages).stream(),
                        BackupMetrics.of(seen).stream(),
                        RepositoryMetrics.of(seen, storages).stream())
                .flatMap(samples -> samples)
                .toList();
    }
}
