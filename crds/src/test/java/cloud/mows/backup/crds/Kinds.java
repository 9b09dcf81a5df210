package cloud.mows.backup.crds;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePoint;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** All of them. */
final class Kinds {
    static final List<Class<? extends HasMetadata>> ALL = List.of(
            Repository.class,
            ClusterBackupPolicy.class,
            BackupPolicy.class,
            BackupGrant.class,
            Backup.class,
            RestorePoint.class,
            Restore.class,
            BrowseSession.class);

    private Kinds() {}

    static Class<? extends HasMetadata> named(String name) {
        return ALL.stream()
                .filter(kind -> kind.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
