package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PersistentVolume for storage that is there already and a claim of our namespace, made for each other. The storage stays when they
 * go.
 */
public final class StaticVolume {
    private static final String RETAIN = "Retain";
    /** Of no class, so that nobody provisions anything for it. */
    private static final String NO_CLASS = "";

    private StaticVolume() {}

    /** Of the PersistentVolume, to which its storage comes. */
    public static PersistentVolumeSpecBuilder spec(VolumeSource source, VolumeCopy copy, String accessMode) {
        return new PersistentVolumeSpecBuilder()
                .withCapacity(size(source))
                .withAccessModes(accessMode)
                .withVolumeMode(source.mode().word())
                .withPersistentVolumeReclaimPolicy(RETAIN)
                .withStorageClassName(NO_CLASS)
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(copy.ownNamespace())
                .withName(copy.name())
                .endClaimRef();
    }

    public static PersistentVolumeClaim claim(VolumeSource source, VolumeCopy copy, String accessMode) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(copy.inOwn())
                .withNewSpec()
                .withStorageClassName(NO_CLASS)
                .withVolumeName(copy.name())
                .withVolumeMode(source.mode().word())
                .withAccessModes(accessMode)
                .withNewResources()
                .withRequests(size(source))
                .endResources()
                .endSpec()
                .build();
    }

    private static Map<String, Quantity> size(VolumeSource source) {
        return Map.of("storage", new Quantity(Long.toString(Math.max(1, source.capacityBytes()))));
    }

    public static boolean isBound(PersistentVolumeClaim claim) {
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
    }

    /**
     * What is next in removing both. The claim first: while there is one, its volume cannot go.
     *
     * @param whyItTakes what a volume waits for that is being deleted
     * @return empty if nothing of ours is left of them
     */
    public static Optional<Decision<Release>> release(
            VolumeCopy copy,
            @Nullable PersistentVolume volume,
            @Nullable PersistentVolumeClaim claim,
            String whyItTakes) {
        boolean ownVolume = volume != null && copy.made(volume);
        if (volume != null && ownVolume && !RETAIN.equals(volume.getSpec().getPersistentVolumeReclaimPolicy())) {
            return Optional.of(Release.left(
                    volume,
                    "somebody changed what happens to its content",
                    new Change.Patch(volume, Map.of("spec", Map.of("persistentVolumeReclaimPolicy", RETAIN)))));
        }
        if (claim != null && copy.made(claim)) {
            return Optional.of(Release.delete(claim, "a pod may still mount it"));
        }
        return volume != null && ownVolume ? Optional.of(Release.delete(volume, whyItTakes)) : Optional.empty();
    }
}
