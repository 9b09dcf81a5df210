package cloud.mows.backup.cluster.volume.csi;

/** The API group of volume snapshots. */
final class SnapshotApi {
    static final String GROUP = "snapshot.storage.k8s.io";
    static final String VERSION = "v1";
    static final String DELETE = "Delete";
    static final String RETAIN = "Retain";

    private SnapshotApi() {}
}
