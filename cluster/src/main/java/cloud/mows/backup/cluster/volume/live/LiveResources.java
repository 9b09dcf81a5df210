package cloud.mows.backup.cluster.volume.live;

import cloud.mows.backup.cluster.volume.StaticVolume;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import org.jspecify.annotations.Nullable;

/** The objects that are made for a copy. */
final class LiveResources {
    private static final String ACCESS_MODE = "ReadOnlyMany";

    private LiveResources() {}

    /**
     * @param nodes where the place is; null if everywhere
     */
    static PersistentVolume volume(
            VolumeSource source, VolumeCopy copy, PersistentVolume original, @Nullable NodeSelector nodes) {
        PersistentVolumeSpec place = original.getSpec();
        return new PersistentVolumeBuilder()
                .withMetadata(copy.inNone())
                .withSpec(StaticVolume.spec(source, copy, ACCESS_MODE)
                        .withMountOptions(place.getMountOptions())
                        .withLocal(place.getLocal())
                        .withHostPath(existing(place.getHostPath()))
                        .withNfs(readOnly(place.getNfs()))
                        .withNodeAffinity(nodes == null ? null : new VolumeNodeAffinity(nodes))
                        .build())
                .build();
    }

    private static @Nullable HostPathVolumeSource existing(@Nullable HostPathVolumeSource place) {
        return place == null ? null : new HostPathVolumeSource(place.getPath(), "Directory");
    }

    private static @Nullable NFSVolumeSource readOnly(@Nullable NFSVolumeSource place) {
        return place == null ? null : new NFSVolumeSource(place.getPath(), true, place.getServer());
    }

    static PersistentVolumeClaim claim(VolumeSource source, VolumeCopy copy) {
        return StaticVolume.claim(source, copy, ACCESS_MODE);
    }
}
