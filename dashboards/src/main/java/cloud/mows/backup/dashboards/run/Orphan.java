package cloud.mows.backup.dashboards.run;

import java.lang.System.Logger.Level;

/** A child whose parent was killed. */
final class Orphan {
    private static final System.Logger LOG = System.getLogger(Orphan.class.getName());

    private Orphan() {}

    /** Asks it to end, if it still runs; it is never another process of the same number. */
    static void end(RunLog.Stored left) {
        Long pid = left.pid();
        if (pid == null) {
            return;
        }
        ProcessHandle.of(pid)
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> start.equals(left.processStart()))
                        .isPresent())
                .ifPresent(process -> {
                    LOG.log(
                            Level.INFO,
                            "run {0} was left running as process {1}: ending it",
                            left.run().id(),
                            pid);
                    process.destroy();
                });
    }
}
