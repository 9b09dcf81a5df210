package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.schedulers.retention.Maintenance;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Where the statuses of Backups are stored: all under one name as field manager, whatever their reason. */
public final class BackupStatuses implements Maintenance.Statuses {
    static final String FIELD_MANAGER = "mows-backup-backup";

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;

    public BackupStatuses(KubernetesClient client) {
        this.client = client;
    }

    /** @throws KubernetesClientException with code 409 if the Backup is no longer as it was observed */
    @Override
    public void store(Backup observed, BackupStatus status) {
        client.resource(with(observed, status)).subresource("status").patch(APPLY);
    }

    /** What is to be applied; the version in it makes the server refuse it if the Backup has changed. */
    static Backup with(Backup observed, BackupStatus status) {
        Backup wanted = new Backup();
        wanted.setMetadata(new ObjectMetaBuilder()
                .withNamespace(observed.getMetadata().getNamespace())
                .withName(observed.getMetadata().getName())
                .withResourceVersion(observed.getMetadata().getResourceVersion())
                .build());
        wanted.setStatus(status);
        return wanted;
    }
}
