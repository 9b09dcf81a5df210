package cloud.mows.backup.app.service;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;

/** Ends the process at once when it is no longer the leader, since somebody else then is; but not while it ends in order. */
@Singleton
final class Leadership {
    private static final System.Logger LOG = System.getLogger(Leadership.class.getName());

    private volatile boolean ending;

    /** Before the Operator SDK, which then gives the Lease up. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        ending = true;
    }

    void lost() {
        if (!ending) {
            LOG.log(Level.ERROR, "the Lease was lost: ending, to be started anew");
            Runtime.getRuntime().halt(1);
        }
    }
}
