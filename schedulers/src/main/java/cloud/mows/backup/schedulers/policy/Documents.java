package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * All that is decided from, as it was observed.
 *
 * @param cluster the one ClusterBackupPolicy; empty if there is none
 */
public record Documents(
        List<Namespace> namespaces,
        List<BackupPolicy> policies,
        List<BackupGrant> grants,
        List<Repository> repositories,
        Optional<ClusterBackupPolicy> cluster) {
    public Documents {
        namespaces = List.copyOf(namespaces);
        policies = List.copyOf(policies);
        grants = List.copyOf(grants);
        repositories = List.copyOf(repositories);
    }

    /** Empty if there is none of that name. */
    public Optional<Repository> repository(String name) {
        return repositories.stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst();
    }
}
