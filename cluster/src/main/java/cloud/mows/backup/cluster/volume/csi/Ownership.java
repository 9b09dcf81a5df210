package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.api.Change;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.Objects;

/** What controllers made for us under names of their own: how it is known, and that it goes with us even if a class says Retain. */
final class Ownership {
    private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
    private static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";

    private Ownership() {}

    /**
     * Whether a volume was made for the claim that it belongs to. Kubernetes may also give the claim any volume of its class that
     * is free, although a snapshot is asked for (kubernetes/kubernetes#101878), and then annotates that it was the one to choose.
     */
    static boolean isMadeForItsClaim(PersistentVolume volume) {
        Map<String, String> annotations =
                Objects.requireNonNullElse(volume.getMetadata().getAnnotations(), Map.of());
        return volume.getSpec().getCsi() != null
                && volume.getSpec().getCsi().getDriver().equals(annotations.get(PROVISIONED_BY))
                && !annotations.containsKey(BOUND_BY_CONTROLLER);
    }

    static boolean isOf(PersistentVolumeClaim claim, PersistentVolume volume) {
        ObjectReference owner = volume.getSpec().getClaimRef();
        return owner != null && claim.getMetadata().getUid().equals(owner.getUid());
    }

    static boolean hasPolicy(String policy, PersistentVolume volume) {
        return policy.equals(volume.getSpec().getPersistentVolumeReclaimPolicy());
    }

    static Change setPolicy(String policy, PersistentVolume volume) {
        return new Change.Patch(volume, Map.of("spec", Map.of("persistentVolumeReclaimPolicy", policy)));
    }

    static Change makeDelete(VolumeSnapshotContent content) {
        return new Change.Patch(content, Map.of("spec", Map.of("deletionPolicy", SnapshotApi.DELETE)));
    }
}
