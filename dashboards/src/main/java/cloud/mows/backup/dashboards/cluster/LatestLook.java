package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.report.AppReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of the cluster. Whoever looks at several screens does not make us ask for everything each time. */
public final class LatestLook {
    private static final Duration AGE_MAX = Duration.ofSeconds(2);
    /** Where there is much to look at, we look the less often: for that many times as long as the last look took. */
    private static final int PATIENCE = 5;

    private static final Duration PATIENCE_MAX = Duration.ofMinutes(1);

    private final ClusterView view;
    private final InstantSource clock;
    private Duration age = AGE_MAX;
    private @Nullable Look last;
    private boolean isForgotten;

    public LatestLook(Cluster cluster, InstantSource clock) {
        view = new ClusterView(cluster, clock);
        this.clock = clock;
    }

    /**
     * What was seen at a moment.
     *
     * @param apps by their names, in order
     */
    public record Look(ClusterView.Observation seen, Coverage coverage, Map<String, AppReport> apps) {
        /** Names of the apps that somebody may see. */
        public Set<String> visible(Rights who) {
            Map<Boolean, List<String>> names = apps.values().stream()
                    .collect(Collectors.partitioningBy(
                            report -> report.covered().isPresent(),
                            Collectors.mapping(AppReport::app, Collectors.toList())));
            return AppRights.visible(who, names.get(true), names.get(false));
        }

        /** Repositories that would be left if the cluster were lost: they do not lie on volumes of it. */
        public Set<String> outside() {
            return seen.documents().repositories().stream()
                    .filter(repository -> !repository.getSpec().address().startsWith("/"))
                    .map(repository -> repository.getMetadata().getName())
                    .collect(Collectors.toSet());
        }
    }

    /** Not older than two seconds, or a few times what it takes to look. */
    public synchronized Look get() {
        Instant began = clock.instant();
        ClusterView.Observation seen = isForgotten ? view.look() : view.lookNotOlderThan(age);
        isForgotten = false;
        Look known = last;
        if (known != null && known.seen() == seen) {
            return known;
        }
        Coverage coverage = view.coverage(seen);
        Look look = new Look(seen, coverage, byName(AppReport.all(coverage, seen.backups(), seen.points())));
        last = look;
        age = patience(Duration.between(began, clock.instant()));
        return look;
    }

    private static Duration patience(Duration took) {
        Duration patience = took.multipliedBy(PATIENCE);
        return patience.compareTo(AGE_MAX) < 0
                ? AGE_MAX
                : patience.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : patience;
    }

    private static Map<String, AppReport> byName(List<AppReport> reports) {
        Map<String, AppReport> apps = new LinkedHashMap<>();
        reports.forEach(report -> apps.put(report.app(), report));
        return apps;
    }

    /** Something was changed from here, which the next look must show. */
    public synchronized void forget() {
        isForgotten = true;
    }
}
