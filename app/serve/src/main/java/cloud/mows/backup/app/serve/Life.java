package cloud.mows.backup.app.serve;

import cloud.mows.backup.dashboards.platform.PlatformKind;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What goes on from the start to the end of the process. */
@Singleton
final class Life {
    private static final System.Logger LOG = System.getLogger(Life.class.getName());
    private static final int FOLLOW_SECONDS = 15;
    private static final int LOOK_SECONDS = 600;

    private final Front front;
    private final Instance<Host> machine;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("life").factory());

    /** @param machine made only if this is about one */
    Life(Front front, Instance<Host> machine) {
        this.front = front;
        this.machine = machine;
    }

    void begin(@Observes StartupEvent event) {
        if (isMachine()) {
            Host host = machine.get();
            clock.scheduleWithFixedDelay(() -> tried(host::follow), 0, FOLLOW_SECONDS, TimeUnit.SECONDS);
            clock.scheduleWithFixedDelay(() -> tried(host::look), 0, LOOK_SECONDS, TimeUnit.SECONDS);
        }
        System.out.println(front.greeting());
        System.out.flush();
    }

    private boolean isMachine() {
        return front.platform().kind() == PlatformKind.Host;
    }

    private static void tried(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // Otherwise it would never be called again.
            LOG.log(Level.WARNING, "tried again soon: {0}", e.toString());
        }
    }

    void end(@Observes ShutdownEvent event) {
        clock.shutdownNow();
        if (isMachine()) {
            machine.get().close();
        }
    }
}
