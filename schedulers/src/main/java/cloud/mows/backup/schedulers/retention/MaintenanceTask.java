package cloud.mows.backup.schedulers.retention;

import java.time.Instant;
import java.util.List;

/** What is to be done with a repository now. */
public sealed interface MaintenanceTask {
    /** Nothing, and nothing is wrong. */
    record None() implements MaintenanceTask {}

    /** Nothing can be, in a sentence. */
    record Impossible(String reason, String message) implements MaintenanceTask {}

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

    /** @param due when it was to start */
    record Prune(Instant due) implements MaintenanceTask {}
}
