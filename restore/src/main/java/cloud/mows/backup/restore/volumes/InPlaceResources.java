package cloud.mows.backup.restore.volumes;

import cloud.mows.backup.cluster.volume.RestoredClaim;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;

/** The second volume for an app's storage, and our claim of it. */
final class InPlaceResources {
    /** Of no class, so that nobody provisions anything for it. */
    private static final String NO_CLASS = "";

    private InPlaceResources() {}

    /** The same storage in every respect, secrets and nodes included; kept when it is deleted. */
    static PersistentVolume volume(RestoredClaim restored, PersistentVolume original) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(restored.name())
                .withLabels(restored.labels())
                .endMetadata()
                .withNewSpecLike(original.getSpec())
                .withPersistentVolumeReclaimPolicy(ClaimResources.KEEP)
                .withStorageClassName(NO_CLASS)
                .withVolumeAttributesClassName(null)
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(restored.ownNamespace())
                .withName(restored.name())
                .endClaimRef()
                .endSpec()
                .build();
    }

    static PersistentVolumeClaim claim(RestoredClaim restored, PersistentVolume original) {
        PersistentVolumeSpec spec = original.getSpec();
        return new PersistentVolumeClaimBuilder()
                .withMetadata(restored.ownMetadata())
                .withNewSpec()
                .withStorageClassName(NO_CLASS)
                .withVolumeName(restored.name())
                .withVolumeMode(spec.getVolumeMode())
                .withAccessModes(spec.getAccessModes())
                .withNewResources()
                .withRequests(spec.getCapacity())
                .endResources()
                .endSpec()
                .build();
    }
}
