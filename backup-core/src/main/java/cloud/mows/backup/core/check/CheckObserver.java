package cloud.mows.backup.core.check;

import cloud.mows.backup.core.problem.Problem;

/** Hears how a check goes. Methods are called from several threads. */
public interface CheckObserver {
    /** The parts of a check, in their order. */
    enum Phase {
        INDEXES,
        PACKS,
        SNAPSHOTS,
        TREES,
        DATA
    }

    /** @param total how many things will be looked at, 0 where nobody knows */
    default void started(Phase phase, long total) {}

    /** One more of the phase's things is done; for {@link Phase#DATA} with its bytes. */
    default void advanced(Phase phase, long bytes) {}

    /** Something is damaged. */
    default void error(Problem problem) {}

    /** Something is odd but no data is at stake. */
    default void hint(Problem problem) {}

    /** Hears nothing. */
    CheckObserver SILENT = new CheckObserver() {};
}
