package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.ShortHash;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupSpec;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.BackupTrigger;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Backs an app up before a restore replaces anything of it. Whoever makes backups makes this one too: we make the wish. */
final class SafetyBackup {
    private static final int NAME_MAX = 80;

    /** What governs the app decides, whatever policy is named. */
    private static final PolicyReference POLICY = new PolicyReference(PolicyKind.CLUSTER_BACKUP_POLICY, "default");

    private final Cluster cluster;

    SafetyBackup(Cluster cluster) {
        this.cluster = cluster;
    }

    /** One step; the next phase comes when there is a restore point to go back to. */
    void step(Restore restore, RestoreDraft draft) {
        String app = restore.getSpec().target();
        Backup backup = cluster.get(Backup.class, app, name(restore));
        if (backup == null) {
            draft.message(cluster.apply(List.of(new Change.Create(wanted(restore))))
                    .map(refusal -> "the cluster refuses the backup of what is there: " + refusal)
                    .orElse("backs up what is there"));
            return;
        }
        BackupStatus status = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
        switch (Objects.requireNonNull(status.phase())) {
            case PENDING, PREPARING, RUNNING, FINISHING ->
                draft.message("backs up what is there (Backup " + app + "/" + name(restore) + "): "
                        + Objects.requireNonNullElse(status.message(), "waits"));
            case SUCCEEDED -> saved(backup, draft);
            case PARTIALLY_FAILED, FAILED, CANCELLED ->
                draft.phase(
                        RestorePhase.FAILED,
                        "nothing was changed, because not all of what is there could be backed up before: "
                                + Objects.requireNonNullElse(status.message(), "")
                                + "; with saveFirst: false (--no-save) there is no way back");
        }
    }

    private void saved(Backup backup, RestoreDraft draft) {
        Optional<RestorePoint> point = cluster.list(RestorePoint.class, null).stream()
                .filter(each ->
                        each.getSpec().backupUid().equals(backup.getMetadata().getUid()))
                .findFirst();
        if (point.isEmpty()) {
            draft.message("waits for the restore point of Backup "
                    + backup.getMetadata().getName());
            return;
        }
        draft.savedAs(point.get().getMetadata().getName());
        draft.phase(RestorePhase.STOPPING, "stops what uses the volumes");
    }

    /** Stops it; what it has left by then is its own to remove. */
    void cancel(Restore restore) {
        Backup backup = cluster.get(Backup.class, restore.getSpec().target(), name(restore));
        boolean goesOn = backup != null
                && !backup.getSpec().cancel()
                && (backup.getStatus() == null
                        || !Objects.requireNonNull(backup.getStatus().phase()).isFinal());
        if (goesOn) {
            cluster.apply(List.of(new Change.Patch(backup, Map.of("spec", Map.of("cancel", true)))));
        }
    }

    /** Why the app cannot be changed now: a run is saving it. */
    Optional<String> running(Restore restore) {
        return cluster.list(Backup.class, restore.getSpec().target()).stream()
                .filter(backup -> backup.getSpec().scope() == BackupScope.NAMESPACE && backup.getStatus() != null)
                .filter(backup -> {
                    BackupPhase phase =
                            Objects.requireNonNull(backup.getStatus().phase());
                    return phase != BackupPhase.PENDING && !phase.isFinal();
                })
                .map(backup -> backup.getMetadata().getName())
                .findFirst();
    }

    private static Backup wanted(Restore restore) {
        Backup backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(restore.getSpec().target())
                .withName(name(restore))
                .withLabels(ManagedBy.LABELS)
                .build());
        backup.setSpec(new BackupSpec(POLICY, BackupScope.NAMESPACE, BackupTrigger.MANUAL, false));
        return backup;
    }

    /** Another one for another Restore of the same name. */
    static String name(Restore restore) {
        String name = restore.getMetadata().getName();
        return RestorePointSpec.BEFORE_RESTORE + name.substring(0, Math.min(name.length(), NAME_MAX)) + "-"
                + ShortHash.of(restore.getMetadata().getUid()).substring(0, 8);
    }
}
