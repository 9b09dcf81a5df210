package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.ObjectRuleInForce;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a run is to follow. Its plan takes from here what it promises, and keeps to that; what is asked for again at every step is
 * only what repositories there are and how to reach them.
 *
 * @param clusterId whose apps they are: the uid of the namespace kube-system
 * @param targets names of the repositories that a run planned now goes to, those included that cannot be used at present
 * @param repositories all that there are, by name
 * @param objections why repositories cannot be used at present, by name; those that can are not in it
 * @param obstacle why no new run may start now; empty if it may
 * @param claims what the policy says about a claim
 * @param objects rules about objects, the first that matches decides
 * @param hooks commands that make the app hold still for its snapshots
 * @param snapshotDeadline how long snapshots are waited for
 * @param deadline after which the run is stopped
 * @param runsMax how many runs there may be at the same time in the cluster, which share a repository's limits
 */
public record RunSettings(
        String clusterId,
        List<String> targets,
        Map<String, Repository> repositories,
        Map<String, String> objections,
        Optional<String> obstacle,
        Function<PersistentVolumeClaim, ClaimVerdict> claims,
        List<ObjectRuleInForce> objects,
        List<Hook> hooks,
        Duration snapshotDeadline,
        Duration deadline,
        int runsMax) {
    public RunSettings {
        targets = List.copyOf(targets);
        repositories = Map.copyOf(repositories);
        objections = Map.copyOf(objections);
        objects = List.copyOf(objects);
        hooks = List.copyOf(hooks);
    }

    /** Why nothing can be begun in a repository at present; empty if something can. */
    Optional<String> objection(String repository) {
        return repositories.containsKey(repository)
                ? Optional.ofNullable(objections.get(repository))
                : Optional.of("there is no Repository " + repository);
    }
}
