package cloud.mows.backup.cluster.volume.csi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** Objects as the API server tells them, with fields that we do not use. */
final class DecodingTest {
    @Test
    void classes() {
        VolumeSnapshotClass read = read(VolumeSnapshotClass.class, """
                apiVersion: snapshot.storage.k8s.io/v1
                kind: VolumeSnapshotClass
                metadata: {name: snap, uid: u, annotations: {snapshot.storage.kubernetes.io/is-default-class: "true"}}
                driver: disks.example
                deletionPolicy: Delete
                parameters: {type: bak}
                """);
        assertThat(read.getDriver()).isEqualTo("disks.example");
        assertThat(read.isDefault()).isTrue();
    }

    @Test
    void snapshots() {
        VolumeSnapshot read = read(VolumeSnapshot.class, """
                apiVersion: snapshot.storage.k8s.io/v1
                kind: VolumeSnapshot
                metadata: {name: a, namespace: photos, uid: u}
                spec:
                  volumeSnapshotClassName: snap
                  source: {persistentVolumeClaimName: album}
                status:
                  boundVolumeSnapshotContentName: snapcontent-u
                  creationTime: "2026-01-01T00:00:00Z"
                  readyToUse: true
                  restoreSize: 16Mi
                  error: {time: "2026-01-01T00:00:00Z", message: full}
                  volumeGroupSnapshotName: g
                """);
        assertThat(read.getSpec().source().persistentVolumeClaimName()).isEqualTo("album");
        assertThat(read.contentName()).isEqualTo("snapcontent-u");
        assertThat(read.isReady()).isTrue();
        assertThat(read.error()).isEqualTo("full");
    }

    @Test
    void contents() {
        VolumeSnapshotContent read = read(VolumeSnapshotContent.class, """
                apiVersion: snapshot.storage.k8s.io/v1
                kind: VolumeSnapshotContent
                metadata: {name: snapcontent-u, uid: c, finalizers: [snapshot.storage.kubernetes.io/volumesnapshotcontent-bound-protection]}
                spec:
                  deletionPolicy: Delete
                  driver: disks.example
                  source: {volumeHandle: vol-1}
                  sourceVolumeMode: Filesystem
                  volumeSnapshotClassName: snap
                  volumeSnapshotRef: {apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, name: a, namespace: photos,
                    resourceVersion: "7", uid: u}
                status:
                  creationTime: 1767225600000000001
                  readyToUse: true
                  restoreSize: 16777216
                  snapshotHandle: handle-1
                  error: {time: "2026-01-01T00:00:00Z", message: full}
                  volumeGroupSnapshotHandle: g
                """);
        assertThat(read.getSpec().source()).isEqualTo(new VolumeSnapshotContent.Source("vol-1", null));
        assertThat(read.getSpec().volumeSnapshotRef().uid()).isEqualTo("u");
        assertThat(read.moment()).isEqualTo("2026-01-01T00:00:00.000000001Z");
        assertThat(read.restoreBytes()).isEqualTo(16777216);
        assertThat(read.handle()).isEqualTo("handle-1");
        assertThat(read.isReady()).isTrue();
        assertThat(read.error()).isEqualTo("full");
    }

    private static <T> T read(Class<T> kind, String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, kind);
    }
}
