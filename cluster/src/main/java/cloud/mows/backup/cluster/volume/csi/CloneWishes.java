package cloud.mows.backup.cluster.volume.csi;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How volumes are made of snapshots, as the StorageClass of the app's volume says. That a driver can make volumes that many may
 * only read cannot be asked, so it is only done where an administrator says so.
 *
 * @param storageClass of the volume that is made; null is the default class
 * @param accessMode ReadWriteOnce or ReadOnlyMany
 * @param waitsForPod whether the volume is made only when a pod wants to mount it
 */
record CloneWishes(@Nullable String storageClass, String accessMode, boolean waitsForPod) {
    /** On a StorageClass: name of the one that volumes of its snapshots get. */
    static final String CLASS_ANNOTATION = "backup.k8s.mows.cloud/clone-storage-class";
    /** On a StorageClass: ReadOnlyMany, if its driver makes such volumes of snapshots. */
    static final String MODE_ANNOTATION = "backup.k8s.mows.cloud/clone-access-mode";

    private static final String ONE_NODE = "ReadWriteOnce";
    private static final String READ_ONLY = "ReadOnlyMany";

    /**
     * @param of the class of the app's volume
     * @param named the class that {@link #className} tells of it
     */
    static CloneWishes of(@Nullable String ownClass, @Nullable StorageClass of, @Nullable StorageClass named) {
        String mode = annotation(of, MODE_ANNOTATION);
        return new CloneWishes(
                className(ownClass, of),
                READ_ONLY.equals(mode) ? READ_ONLY : ONE_NODE,
                named != null && "WaitForFirstConsumer".equals(named.getVolumeBindingMode()));
    }

    static @Nullable String className(@Nullable String ownClass, @Nullable StorageClass of) {
        String other = annotation(of, CLASS_ANNOTATION);
        return other == null ? ownClass : other;
    }

    private static @Nullable String annotation(@Nullable StorageClass of, String name) {
        return of == null
                ? null
                : Objects.requireNonNullElse(of.getMetadata().getAnnotations(), Map.<String, String>of())
                        .get(name);
    }
}
