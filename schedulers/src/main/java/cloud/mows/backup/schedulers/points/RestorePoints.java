package cloud.mows.backup.schedulers.points;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.ShortHash;
import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs have left, as objects that belong to no namespace: so they outlive that of the app. */
public final class RestorePoints {
    /** Enough to tell the restore points of one app apart. */
    private static final int NAME_HASH = 10;

    private final Cluster cluster;

    public RestorePoints(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Makes that of a run that ends, unless it is there. To be called before the end is stored, so that it is called again if it fails.
     *
     * @param ended the status that is to be stored
     * @param clusterId whose app it is
     * @return why the cluster refuses it; empty if it does not
     */
    public Optional<String> record(Backup backup, BackupStatus ended, String clusterId) {
        return of(backup, ended, clusterId).flatMap(point -> cluster.apply(List.of(new Change.Create(point))));
    }

    /** That of a run; empty if it left none. */
    public static Optional<RestorePoint> of(Backup backup, BackupStatus ended, String clusterId) {
        if (ended.ledger() == null || ended.snapshotTime() == null) {
            return Optional.empty();
        }
        List<SnapshotCopy> copies = new ArrayList<>();
        for (RepositorySnapshot each : ended.restorePoints()) {
            if (each.id() != null) {
                copies.add(new SnapshotCopy(each.repository(), each.id()));
            }
        }
        if (copies.isEmpty()) {
            return Optional.empty();
        }
        String app = backup.getSpec().scope() == BackupScope.CLUSTER
                ? AppId.CLUSTER
                : backup.getMetadata().getNamespace();
        return Optional.of(object(new RestorePointSpec(
                clusterId,
                app,
                backup.getMetadata().getUid(),
                backup.getMetadata().getName(),
                backup.getSpec().policy(),
                // As the snapshot has it.
                ended.snapshotTime().truncatedTo(ChronoUnit.SECONDS),
                ended.ledger(),
                ended.bytes(),
                copies)));
    }

    static RestorePoint object(RestorePointSpec spec) {
        RestorePoint point = new RestorePoint();
        point.setMetadata(new ObjectMetaBuilder()
                .withName(name(spec.app(), spec.cluster(), spec.backupUid()))
                .withLabels(ManagedBy.LABELS)
                .build());
        point.setSpec(spec);
        return point;
    }

    /** Whoever mirrors a repository gives it the same name. */
    private static String name(String app, String clusterId, String uid) {
        return (app.equals(AppId.CLUSTER) ? "cluster" : app) + "-"
                + ShortHash.of(clusterId + "/" + uid).substring(0, NAME_HASH);
    }
}
