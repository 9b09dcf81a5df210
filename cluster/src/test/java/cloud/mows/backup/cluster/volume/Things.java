package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.Map;

/** An app's claim and volumes of several kinds. */
public final class Things {
    public static final String DRIVER = "disks.example";
    public static final String STORAGE_CLASS = "fast";

    private Things() {}

    public static PersistentVolumeClaim claim() {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("photos")
                .withName("album")
                .withUid("6a1c")
                .withResourceVersion("1")
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(STORAGE_CLASS)
                .withVolumeName("pvc-6a1c")
                .withAccessModes("ReadWriteOnce")
                .endSpec()
                .build();
    }

    private static PersistentVolumeBuilder volume() {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName("pvc-6a1c")
                .withResourceVersion("1")
                .endMetadata()
                .withNewSpec()
                .withCapacity(Map.of("storage", new Quantity("1Gi")))
                .withVolumeMode("Filesystem")
                .withPersistentVolumeReclaimPolicy("Delete")
                .endSpec();
    }

    public static PersistentVolume csiVolume() {
        return volume().editSpec()
                .withNewCsi()
                .withDriver(DRIVER)
                .withVolumeHandle("vol-1")
                .endCsi()
                .endSpec()
                .build();
    }

    public static PersistentVolume hostPathVolume() {
        return volume().editSpec()
                .withNewHostPath("/srv/album", "DirectoryOrCreate")
                .endSpec()
                .build();
    }

    public static PersistentVolume localVolume() {
        return volume().editSpec()
                .withNewLocal()
                .withPath("/srv/album")
                .endLocal()
                .withNewNodeAffinity()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("kubernetes.io/hostname")
                .withOperator("In")
                .withValues("n1")
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .endNodeAffinity()
                .endSpec()
                .build();
    }

    public static PersistentVolume nfsVolume() {
        return volume().editSpec().withNewNfs("/export", false, "nas").endSpec().build();
    }

    public static PersistentVolume iscsiVolume() {
        return volume().editSpec()
                .withNewIscsi()
                .withIqn("iqn.2001-04.com.example")
                .endIscsi()
                .endSpec()
                .build();
    }

    public static StorageClass storageClass(Map<String, String> annotations) {
        return new StorageClassBuilder()
                .withNewMetadata()
                .withName(STORAGE_CLASS)
                .withAnnotations(annotations)
                .endMetadata()
                .withProvisioner(DRIVER)
                .withVolumeBindingMode("Immediate")
                .build();
    }

    public static VolumeCopy copy(ProviderName provider) {
        return new VolumeCopy(provider, "b-1", "6a1c", "photos", "mows-backup");
    }

    /** As if the server had it: with a uid and a version, whatever else it has. */
    public static <T extends HasMetadata> T stored(T object) {
        object.getMetadata().setUid(object.getKind() + "-uid");
        object.getMetadata().setResourceVersion("1");
        return object;
    }

    public static <T extends HasMetadata> T deleted(T object) {
        object.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        return object;
    }

    /** The same name, but nobody knows whose. */
    public static <T extends HasMetadata> T foreign(T object) {
        object.getMetadata().setLabels(Map.of());
        return object;
    }
}
