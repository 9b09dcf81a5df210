package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.schedulers.annotation.AnnotatedPolicies;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.controller.DefaultPolicy;
import cloud.mows.backup.schedulers.controller.Events;
import cloud.mows.backup.schedulers.due.DueBackups;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has Backups created when they are due, from when this process leads until it ends. */
@Singleton
final class DueTimer {
    private static final System.Logger LOG = System.getLogger(DueTimer.class.getName());

    /** Until a change of what governs is noticed. */
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final ClusterView view;
    private final MoverSettings movers;
    private final Events events;
    private final InstantSource clock;
    private final CountDownLatch ending = new CountDownLatch(1);

    DueTimer(Cluster cluster, ClusterView view, MoverSettings movers, Events events, InstantSource clock) {
        this.cluster = cluster;
        this.view = view;
        this.movers = movers;
        this.events = events;
        this.clock = clock;
    }

    /** To be called once, when the Lease is ours. */
    void begin() {
        Thread.ofVirtual().name("due").uncaughtExceptionHandler(DueTimer::end).start(this::follow);
    }

    /** A controller that lives and backs nothing up would look well. */
    private static void end(Thread timer, Throwable problem) {
        LOG.log(Level.ERROR, "nothing is created any more when it is due: ending, to be started anew", problem);
        Runtime.getRuntime().halt(1);
    }

    void end(@Observes ShutdownEvent event) {
        ending.countDown();
    }

    private void follow() {
        DefaultPolicy policy = new DefaultPolicy(cluster);
        AnnotatedPolicies annotated = new AnnotatedPolicies(
                cluster, (about, sentence) -> events.warn(about, "AnnotationNotFollowed", sentence), clock);
        try (DueBackups due = DueBackups.start(cluster, view::documents, movers.namespace(), clock)) {
            do {
                try {
                    policy.ensure();
                    due.follow();
                    annotated.follow();
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "what is due is not known, and asked for again: {0}", e.toString());
                }
            } while (!ending.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
