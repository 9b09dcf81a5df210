package cloud.mows.backup.schedulers.metrics;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.schedulers.coverage.Covered;
import cloud.mows.backup.schedulers.report.AppReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How each app is covered. */
final class CoverageMetrics {
    private static final List<String> STATES = Stream.concat(
                    Stream.of(Covered.Kind.values()).map(Covered.Kind::word), Stream.of(AppReport.GONE))
            .toList();

    private CoverageMetrics() {}

    static List<Sample> of(Observed seen) {
        Map<String, String> states = new TreeMap<>();
        seen.points().stream()
                .filter(point -> point.getSpec().cluster().equals(seen.clusterId()))
                .map(point -> point.getSpec().app())
                .filter(app -> !app.equals(AppId.CLUSTER))
                .forEach(app -> states.put(app, AppReport.GONE));
        seen.coverage()
                .namespaces()
                .forEach((app, covered) -> states.put(app, covered.kind().word()));
        List<Sample> samples = new ArrayList<>();
        states.forEach((app, now) ->
                STATES.forEach(state -> samples.add(Metric.APP_COVERAGE.of(state.equals(now) ? 1 : 0, app, state))));
        return samples;
    }
}
