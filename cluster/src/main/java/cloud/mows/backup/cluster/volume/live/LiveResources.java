package cloud.mows.backup.cluster.volume.live;

import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects that are made for a copy. */
final class LiveResources {
    static final String RETAIN = "Retain";

    private static final String ACCESS_MODE = "ReadOnlyMany";
    /** Of no class, so that nobody provisions anything for it. */
    private static final String NO_CLASS = "";

    private LiveResources() {}

    /**
     * @param nodes where the place is; null if everywhere
     */
    static PersistentVolume volume(
            VolumeSource source, VolumeCopy copy, PersistentVolume original, @Nullable NodeSelector nodes) {
        PersistentVolumeSpec place = original.getSpec();
        return new PersistentVolumeBuilder()
                .withMetadata(copy.inNone())
                .withNewSpec()
                .withCapacity(size(source))
                .withAccessModes(ACCESS_MODE)
                .withVolumeMode(source.mode().word())
                .withPersistentVolumeReclaimPolicy(RETAIN)
                .withStorageClassName(NO_CLASS)
                .withMountOptions(place.getMountOptions())
                .withLocal(place.getLocal())
                .withHostPath(existing(place.getHostPath()))
                .withNfs(readOnly(place.getNfs()))
                .withNodeAffinity(nodes == null ? null : new VolumeNodeAffinity(nodes))
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(copy.ownNamespace())
                .withName(copy.name())
                .endClaimRef()
                .endSpec()
                .build();
    }

    private static @Nullable HostPathVolumeSource existing(@Nullable HostPathVolumeSource place) {
        return place == null ? null : new HostPathVolumeSource(place.getPath(), "Directory");
    }

    private static @Nullable NFSVolumeSource readOnly(@Nullable NFSVolumeSource place) {
        return place == null ? null : new NFSVolumeSource(place.getPath(), true, place.getServer());
    }

    static PersistentVolumeClaim claim(VolumeSource source, VolumeCopy copy) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(copy.inOwn())
                .withNewSpec()
                .withStorageClassName(NO_CLASS)
                .withVolumeName(copy.name())
                .withVolumeMode(source.mode().word())
                .withAccessModes(ACCESS_MODE)
                .withNewResources()
                .withRequests(size(source))
                .endResources()
                .endSpec()
                .build();
    }

    private static Map<String, Quantity> size(VolumeSource source) {
        return Map.of("storage", new Quantity(Long.toString(Math.max(1, source.capacityBytes()))));
    }
}
