package cloud.mows.backup.schedulers.retention;

import java.time.Instant;
import java.util.List;

/** What is to be done with a repository now. */
public sealed interface MaintenanceTask {
    /** Nothing, and nothing is wrong. */
    record None() implements MaintenanceTask {}

    /** It is time for something that is not to begin yet: for what it waits, in a sentence. */
    record Waits(MaintenanceTask task, String message) implements MaintenanceTask {}

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
     * Restore points are copied to it.
     *
     * @param from name of the repository that they are copied from
     * @param snapshots theirs in that one, at least one, and no more than one task takes
     */
    record Copy(String from, List<String> snapshots) implements MaintenanceTask {
        public Copy {
            snapshots = List.copyOf(snapshots);
        }
    }

    /**
     * What nothing needs goes.
     *
     * @param due when it was to start
     * @param clusterId of this cluster, whose forgotten parts go before
     */
    record Prune(Instant due, String clusterId) implements MaintenanceTask {}

    /**
     * Damage is looked for.
     *
     * @param due when it was to start
     * @param part of the data that is read, from 1 on; 0 if none is
     * @param parts how many there are
     */
    record Check(Instant due, int part, int parts) implements MaintenanceTask {}
}
