package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What governs a run.
 *
 * @param repositories that it goes to; may be asked for again at every step, and then be fewer
 * @param obstacle why no new run may start now; empty if it may
 * @param claims what the policy says about a claim
 * @param snapshotDeadline how long snapshots are waited for
 * @param deadline after which the run is stopped
 * @param runsMax how many runs there may be at the same time in the cluster, which share a repository's limits
 */
public record RunSettings(
        List<Repository> repositories,
        Optional<String> obstacle,
        Function<PersistentVolumeClaim, ClaimVerdict> claims,
        Duration snapshotDeadline,
        Duration deadline,
        int runsMax) {
    public RunSettings {
        repositories = List.copyOf(repositories);
    }
}
