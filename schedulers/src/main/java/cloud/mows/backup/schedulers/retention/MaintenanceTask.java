package cloud.mows.backup.schedulers.retention;

import java.time.Instant;
import java.util.List;

/** What is to be done with a repository now. */
public sealed interface MaintenanceTask {
    /** Nothing, and nothing is wrong. */
    record None() implements MaintenanceTask {}

    /** Nothing can be, in a sentence. */
    record Impossible(String reason, String message) implements MaintenanceTask {}

    /** It is time for something that is not to begin yet: for what it waits, in a sentence. */
    record Waits(String message) implements MaintenanceTask {}

    /**
     * Some backups go.
     *
     * @param uids theirs, at least one, and no more than one task takes
     */
    record Forget(List<String> uids) implements MaintenanceTask {
        public Forget {
            uids = List.copyOf(uids);
        }
    }

    /**
     * What nothing needs goes.
     *
     * @param due when it was to start
     * @param clusterId of this cluster, whose forgotten parts go before
     */
    record Prune(Instant due, String clusterId) implements MaintenanceTask {}
}
