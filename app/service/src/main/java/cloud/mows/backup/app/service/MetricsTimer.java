package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.metrics.ClusterMetrics;
import cloud.mows.backup.schedulers.metrics.Observed;
import cloud.mows.backup.schedulers.metrics.PublishedMetrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds out what is scraped, from when this process leads until it ends. If it cannot, the old values stay, and with them the
 * moment that they are of, so that they are seen to be old.
 */
@Singleton
final class MetricsTimer {
    private static final System.Logger LOG = System.getLogger(MetricsTimer.class.getName());

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final ClusterView view;
    private final PublishedMetrics metrics;
    private final MoverSettings movers;
    private final CountDownLatch ending = new CountDownLatch(1);

    MetricsTimer(ClusterView view, PublishedMetrics metrics, MoverSettings movers) {
        this.view = view;
        this.metrics = metrics;
        this.movers = movers;
    }

    /** To be called once, when the Lease is ours. */
    void begin() {
        metrics.lead();
        Thread.ofVirtual().name("metrics").start(this::follow);
    }

    void end(@Observes ShutdownEvent event) {
        ending.countDown();
    }

    private void follow() {
        try {
            do {
                try {
                    metrics.publish(ClusterMetrics.of(look()));
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "the metrics stay as they are, and are found out again soon", e);
                }
            } while (!ending.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Observed look() {
        ClusterView.Observation seen = view.lookNotOlderThan(INTERVAL);
        return new Observed(
                seen.documents(),
                seen.governance(),
                view.coverage(seen),
                seen.backups(),
                seen.points(),
                seen.clusterId(),
                movers.namespace(),
                seen.at());
    }
}
