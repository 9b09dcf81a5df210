package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An app's volume, as it was observed before anything was done with it. Whoever goes on after a crash needs the same again:
 * the claim may be gone by then, so keep it, or observe it anew.
 *
 * @param volume name of the PersistentVolume
 * @param capacityBytes of the volume at that time
 */
public record VolumeSource(
        ClaimReference claim,
        String volume,
        Backing backing,
        VolumeMode mode,
        long capacityBytes,
        @Nullable String storageClass) {
    public VolumeSource {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(backing, "backing");
        Objects.requireNonNull(mode, "mode");
    }

    /** Of a claim that is bound to this volume. */
    public static VolumeSource of(PersistentVolumeClaim claim, PersistentVolume volume) {
        String name = volume.getMetadata().getName();
        if (!name.equals(claim.getSpec().getVolumeName())) {
            throw new IllegalArgumentException(ClaimReference.to(claim) + " is not bound to volume " + name);
        }
        Map<String, Quantity> capacity =
                Objects.requireNonNullElse(volume.getSpec().getCapacity(), Map.of());
        return new VolumeSource(
                ClaimReference.to(claim),
                name,
                Backing.of(volume.getSpec()),
                VolumeMode.of(volume.getSpec().getVolumeMode()),
                bytes(capacity.get("storage")),
                claim.getSpec().getStorageClassName());
    }

    private static long bytes(@Nullable Quantity quantity) {
        return quantity == null ? 0 : quantity.getNumericalAmount().longValue();
    }
}
