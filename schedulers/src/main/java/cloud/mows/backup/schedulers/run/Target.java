package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.mover.MoverState;
import java.util.Optional;

/** How far something is on its way into one repository. */
sealed interface Target {
    /** Name of the repository. */
    String repository();

    /**
     * On its way.
     *
     * @param waits for what, if nothing happens until that is there
     * @param retried whether it was begun anew in this step
     */
    record Going(String repository, String doing, Waits waits, boolean retried) implements Target {}

    /** For what a mover waits. */
    enum Waits {
        /** It is at work, or begins as soon as it can. */
        NOTHING,
        /** Its repository can be used again. */
        REPOSITORY,
        /** The cluster starts its pod: a volume cannot be mounted, a node has no room, an image does not come. */
        POD
    }

    /** There, as far as it goes. */
    record There(String repository, MoverState.Ended end) implements Target {}

    /** Not there, and it will not be. */
    record Missing(String repository, String why) implements Target {}

    /** What is still to be waited for. */
    static Optional<Going> going(Target target) {
        return target instanceof Going going ? Optional.of(going) : Optional.empty();
    }
}
