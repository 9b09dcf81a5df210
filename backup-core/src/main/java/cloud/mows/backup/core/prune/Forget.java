package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.retain.Candidate;
import cloud.mows.backup.core.retain.RetentionPlan;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import java.util.List;
import java.util.Map;

/** Removes snapshots and nothing else: their data stays until it is pruned. */
public final class Forget {
    private Forget() {}

    /** Removes what the plan for a group of snapshots removes. */
    public static ForgetReport run(Repository repository, RepositoryLock lock, RetentionPlan plan, boolean dryRun) {
        return run(repository, lock, plan.remove().stream().map(Candidate::id).toList(), dryRun);
    }

    /**
     * Removes these snapshots; one that is gone already is no error, so that a cut-off run can be repeated. What the storage
     * refuses to remove is reported.
     *
     * @param lock exclusive
     */
    public static ForgetReport run(
            Repository repository, RepositoryLock lock, List<SnapshotId> snapshots, boolean dryRun) {
        if (!lock.isExclusive()) {
            throw new IllegalArgumentException("forgetting needs the exclusive lock");
        }
        if (dryRun) {
            return new ForgetReport(snapshots, Map.of(), true);
        }
        lock.throwIfLost();
        Map<SnapshotId, String> refused = SnapshotCatalogue.remove(repository, snapshots);
        return new ForgetReport(
                snapshots.stream().filter(id -> !refused.containsKey(id)).toList(), refused, false);
    }
}
