package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.report.AppReport;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cluster. Whoever looks at several screens does not make us ask for everything each time; and where that takes
 * long, nobody waits for it who has been shown something a moment ago.
 */
public final class LatestLook {
    private static final Duration AGE_MAX = Duration.ofSeconds(2);
    /** Where there is much to look at, we look the less often: for that many times as long as the last look took. */
    private static final int PATIENCE = 5;

    private static final Duration PATIENCE_MAX = Duration.ofMinutes(1);
    /** A look that takes longer is made while the one before is shown. */
    private static final Duration NOTICEABLE = Duration.ofMillis(300);
    /** What is older is not shown, so that what keeps us from looking is told. */
    private static final Duration OLD = Duration.ofMinutes(2);

    private final ClusterView view;
    private final InstantSource clock;
    private final Executor background;
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private volatile @Nullable Known known;
    private volatile boolean isForgotten;

    public LatestLook(Cluster cluster, InstantSource clock) {
        this(cluster, clock, Thread::startVirtualThread);
    }

    LatestLook(Cluster cluster, InstantSource clock, Executor background) {
        view = new ClusterView(cluster, clock);
        this.clock = clock;
        this.background = background;
    }

    /** @param took how long it took to look */
    private record Known(Look look, Duration took) {
        Duration age(Instant now) {
            return Duration.between(look.seen().at(), now);
        }

        Duration patience() {
            Duration patience = took.multipliedBy(PATIENCE);
            return patience.compareTo(AGE_MAX) < 0
                    ? AGE_MAX
                    : patience.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : patience;
        }
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

    /** Not older than two seconds; where it takes long to look, than a few times that, and never than two minutes. */
    public Look get() {
        return young().or(this::beforeTheNext).orElseGet(this::lookOnce);
    }

    private Optional<Look> young() {
        Known last = known;
        return last == null || isForgotten || last.age(clock.instant()).compareTo(last.patience()) >= 0
                ? Optional.empty()
                : Optional.of(last.look());
    }

    /** Where the next takes so long that it is better made while this is shown. */
    private Optional<Look> beforeTheNext() {
        Known last = known;
        if (last == null
                || isForgotten
                || last.took().compareTo(NOTICEABLE) < 0
                || last.age(clock.instant()).compareTo(OLD) > 0) {
            return Optional.empty();
        }
        if (isLooking.compareAndSet(false, true)) {
            background.execute(this::lookAgain);
        }
        return Optional.of(last.look());
    }

    /** Whoever waited for another's look takes that. */
    private synchronized Look lookOnce() {
        return young().orElseGet(this::look);
    }

    /** What keeps it from looking keeps the next from it that waits, and is told there. */
    private void lookAgain() {
        try {
            look();
        } catch (KubernetesClientException e) {
            // Told to whoever asks when what is known has got old.
        } finally {
            isLooking.set(false);
        }
    }

    private synchronized Look look() {
        Instant began = clock.instant();
        isForgotten = false;
        ClusterView.Observation seen = view.look();
        Coverage coverage = view.coverage(seen);
        Look look = new Look(seen, coverage, byName(AppReport.all(coverage, seen.backups(), seen.points())));
        known = new Known(look, Duration.between(began, clock.instant()));
        return look;
    }

    private static Map<String, AppReport> byName(List<AppReport> reports) {
        Map<String, AppReport> apps = new LinkedHashMap<>();
        reports.forEach(report -> apps.put(report.app(), report));
        return apps;
    }

    /** Something was changed from here, which the next look must show. */
    public void forget() {
        isForgotten = true;
    }
}
