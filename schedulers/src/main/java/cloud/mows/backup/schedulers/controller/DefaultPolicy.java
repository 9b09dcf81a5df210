package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;

/**
 * Makes the ClusterBackupPolicy that holds where there is none, so that what is covered stands in a status on every cluster, and whoever
 * wants something else finds where to say it.
 */
public final class DefaultPolicy {
    private final Cluster cluster;

    public DefaultPolicy(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Does nothing if there is one, whoever made it.
     *
     * @throws IllegalStateException if the cluster refuses it
     */
    public void ensure() {
        if (cluster.get(ClusterBackupPolicy.class, null, ClusterBackupPolicy.NAME) != null) {
            return;
        }
        ClusterBackupPolicy policy = new ClusterBackupPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withName(ClusterBackupPolicy.NAME)
                .withLabels(ManagedBy.LABELS)
                .build());
        cluster.apply(List.of(new Change.Create(policy))).ifPresent(refusal -> {
            throw new IllegalStateException(
                    "the cluster refuses ClusterBackupPolicy " + ClusterBackupPolicy.NAME + ": " + refusal);
        });
    }
}
