package cloud.mows.backup.restore.volumes;

import cloud.mows.backup.cluster.volume.RestoredClaim;
import cloud.mows.backup.cluster.volume.VolumeMode;
import cloud.mows.backup.restore.plan.VolumeStep;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What our claim looks like, and how its volume becomes the app's. */
final class ClaimResources {
    static final String KEEP = "Retain";

    /** What the reclaim policy of a volume was. */
    private static final String POLICY_ANNOTATION = "backup.k8s.mows.cloud/reclaim-policy";

    private ClaimResources() {}

    static PersistentVolumeClaim claim(RestoredClaim restored, VolumeStep step) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(restored.ownMetadata())
                .withNewSpec()
                .withAccessModes(step.accessModes())
                .withStorageClassName(step.storageClass())
                .withVolumeMode((step.block() ? VolumeMode.BLOCK : VolumeMode.FILESYSTEM).word())
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(step.size())))
                .endResources()
                .endSpec()
                .build();
    }

    static boolean isKept(RestoredClaim restored, PersistentVolume volume) {
        return KEEP.equals(volume.getSpec().getPersistentVolumeReclaimPolicy()) && restored.isLabelled(volume);
    }

    /** So that it outlives our claim. */
    static Map<String, Object> keep(RestoredClaim restored, PersistentVolume volume) {
        return Map.of(
                "metadata",
                Map.of(
                        "labels",
                        restored.labels(),
                        "annotations",
                        Map.of(POLICY_ANNOTATION, volume.getSpec().getPersistentVolumeReclaimPolicy())),
                "spec",
                Map.of("persistentVolumeReclaimPolicy", KEEP));
    }

    static boolean isOfApp(RestoredClaim restored, PersistentVolume volume) {
        var reference = volume.getSpec().getClaimRef();
        return reference != null
                && restored.app().equals(reference.getNamespace())
                && restored.claim().equals(reference.getName());
    }

    /** For the app's claim and no other, whose uid nobody knows yet. */
    static Map<String, Object> handOver(RestoredClaim restored) {
        Map<String, Object> reference = new HashMap<>();
        reference.put("apiVersion", "v1");
        reference.put("kind", "PersistentVolumeClaim");
        reference.put("namespace", restored.app());
        reference.put("name", restored.claim());
        reference.put("uid", null);
        reference.put("resourceVersion", null);
        return Map.of("spec", Map.of("claimRef", reference));
    }

    /** What was changed for the way is as it was. */
    static Map<String, Object> settle(RestoredClaim restored, PersistentVolume volume) {
        Map<String, Object> labels = new HashMap<>();
        restored.labels().keySet().forEach(label -> labels.put(label, null));
        Map<String, Object> annotations = new HashMap<>();
        annotations.put(POLICY_ANNOTATION, null);
        String policy = Objects.requireNonNullElse(volume.getMetadata().getAnnotations(), Map.<String, String>of())
                .getOrDefault(POLICY_ANNOTATION, KEEP);
        return Map.of(
                "metadata",
                Map.of("labels", labels, "annotations", annotations),
                "spec",
                Map.of("persistentVolumeReclaimPolicy", policy));
    }
}
