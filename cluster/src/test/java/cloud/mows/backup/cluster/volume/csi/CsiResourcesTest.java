package cloud.mows.backup.cluster.volume.csi;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.Things;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CsiResourcesTest {
    private static final String LABELS = """
              labels:
                app.kubernetes.io/managed-by: "mows-backup"
                backup.k8s.mows.cloud/backup-uid: "b-1"
                backup.k8s.mows.cloud/claim-namespace: "photos"
                backup.k8s.mows.cloud/claim-uid: "6a1c"
                backup.k8s.mows.cloud/volume-provider: "csi"
            """;

    @Test
    void theAppsSnapshotNamesItsClaim() {
        assertThat(fields(CsiResources.taken(Scene.SOURCE, Scene.COPY, "snap")))
                .isEqualTo(fields("""
                apiVersion: "snapshot.storage.k8s.io/v1"
                kind: "VolumeSnapshot"
                metadata:
                %s  name: "NAME-t"
                  namespace: "photos"
                spec:
                  source:
                    persistentVolumeClaimName: "album"
                  volumeSnapshotClassName: "snap"
                """.formatted(LABELS)));
    }

    /** Retain: the driver's snapshot belongs to the original alone. */
    @Test
    void ourContentNamesTheSnapshotOfTheStorageAndKeepsIt() {
        assertThat(fields(CsiResources.content(Scene.SOURCE, Scene.CSI, Scene.COPY, Scene.original(), "handle-1")))
                .isEqualTo(fields("""
                apiVersion: "snapshot.storage.k8s.io/v1"
                kind: "VolumeSnapshotContent"
                metadata:
                %s  name: "NAME"
                spec:
                  deletionPolicy: "Retain"
                  driver: "disks.example"
                  source:
                    snapshotHandle: "handle-1"
                  sourceVolumeMode: "Filesystem"
                  volumeSnapshotClassName: "snap"
                  volumeSnapshotRef:
                    apiVersion: "snapshot.storage.k8s.io/v1"
                    kind: "VolumeSnapshot"
                    name: "NAME"
                    namespace: "mows-backup"
                """.formatted(LABELS)));
    }

    @Test
    void ourSnapshotNamesOurContent() {
        assertThat(fields(CsiResources.rebound(Scene.COPY, Scene.original()))).isEqualTo(fields("""
                apiVersion: "snapshot.storage.k8s.io/v1"
                kind: "VolumeSnapshot"
                metadata:
                %s  name: "NAME"
                  namespace: "mows-backup"
                spec:
                  source:
                    volumeSnapshotContentName: "NAME"
                  volumeSnapshotClassName: "snap"
                """.formatted(LABELS)));
    }

    @Test
    void ourClaimIsMadeOfOurSnapshot() {
        assertThat(fields(CsiResources.claim(Scene.SOURCE, Scene.COPY, Scene.original(), Scene.AT_ONCE)))
                .isEqualTo(fields("""
                apiVersion: "v1"
                kind: "PersistentVolumeClaim"
                metadata:
                %s  name: "NAME"
                  namespace: "mows-backup"
                spec:
                  accessModes:
                  - "ReadWriteOnce"
                  dataSource:
                    apiGroup: "snapshot.storage.k8s.io"
                    kind: "VolumeSnapshot"
                    name: "NAME"
                  resources:
                    requests:
                      storage: "1073741824"
                  storageClassName: "fast"
                  volumeMode: "Filesystem"
                """.formatted(LABELS)));
    }

    @Test
    void ourClaimIsAsLargeAsTheVolumeWasOrItsSnapshotNeeds() {
        VolumeSnapshotContent content = Scene.original();
        content.setStatus(new VolumeSnapshotContent.Status("handle-1", 1L, 1L << 31, true, null));
        assertThat(yaml(CsiResources.claim(Scene.SOURCE, Scene.COPY, content, Scene.AT_ONCE)))
                .contains("storage: \"2147483648\"");
        content.setStatus(new VolumeSnapshotContent.Status("handle-1", 1L, 4096L, true, null));
        assertThat(yaml(CsiResources.claim(Scene.SOURCE, Scene.COPY, content, Scene.AT_ONCE)))
                .contains("storage: \"1073741824\"");
        content.setStatus(null);
        assertThat(yaml(CsiResources.claim(Scene.SOURCE, Scene.COPY, content, Scene.AT_ONCE)))
                .contains("storage: \"1073741824\"");
    }

    @Test
    void theStorageClassSaysHowVolumesAreMadeOfItsSnapshots() {
        StorageClass silent = Things.storageClass(Map.of());
        assertThat(CloneWishes.of("fast", silent, silent)).isEqualTo(new CloneWishes("fast", "ReadWriteOnce", false));
        StorageClass spoken = Things.storageClass(Map.of(
                "backup.k8s.mows.cloud/clone-storage-class", "one-replica",
                "backup.k8s.mows.cloud/clone-access-mode", "ReadOnlyMany"));
        StorageClass late = Things.storageClass(Map.of());
        late.setVolumeBindingMode("WaitForFirstConsumer");
        assertThat(CloneWishes.of("fast", spoken, late))
                .isEqualTo(new CloneWishes("one-replica", "ReadOnlyMany", true));
        assertThat(CloneWishes.of(null, null, null)).isEqualTo(new CloneWishes(null, "ReadWriteOnce", false));
    }

    private static Map<?, ?> fields(HasMetadata object) {
        return fields(yaml(object));
    }

    private static Map<?, ?> fields(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, Map.class);
    }

    private static String yaml(HasMetadata object) {
        return new KubernetesSerialization().asYaml(object).replace(Scene.COPY.name(), "NAME");
    }
}
