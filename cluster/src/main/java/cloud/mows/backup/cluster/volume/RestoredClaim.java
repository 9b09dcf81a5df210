package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.ShortHash;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The volume of an app's claim on its way back: what everything that is made for it is called and labelled.
 *
 * @param restore what wants it, an object of our namespace: what is made there goes with it
 * @param app namespace of the claim
 * @param claim its name
 * @param ownNamespace where the volume is filled
 */
public record RestoredClaim(OwnerReference restore, String app, String claim, String ownNamespace) {
    /** Selects what is made for a restore, by its uid. */
    public static final String RESTORE_LABEL = "backup.k8s.mows.cloud/restore-uid";

    /** Name of the app's claim, which may be too long for a label. */
    private static final String CLAIM_ANNOTATION = "backup.k8s.mows.cloud/restored-claim";

    public RestoredClaim {
        Objects.requireNonNull(restore, "restore");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(ownNamespace, "ownNamespace");
    }

    /** Of our claim. */
    public String name() {
        return name(restore.getUid(), claim);
    }

    private static String name(String restoreUid, String claim) {
        return "mows-" + ShortHash.of(restoreUid + "/" + claim);
    }

    public Map<String, String> labels() {
        return ManagedBy.with(Map.of(RESTORE_LABEL, restore.getUid()));
    }

    /** Of our claim. */
    public ObjectMeta ownMetadata() {
        return new ObjectMetaBuilder()
                .withNamespace(ownNamespace)
                .withName(name())
                .withLabels(labels())
                .withAnnotations(Map.of(CLAIM_ANNOTATION, claim))
                .withOwnerReferences(restore)
                .build();
    }

    /** Whether an object has the labels of what is made for this restore. */
    public boolean isLabelled(HasMetadata object) {
        return given(object.getMetadata().getLabels()).entrySet().containsAll(labels().entrySet());
    }

    /** Whether a restore of ours made this claim: a label that anybody may set hides nothing from a backup. */
    public static boolean isOurs(HasMetadata object) {
        String restore = given(object.getMetadata().getLabels()).get(RESTORE_LABEL);
        String claim = given(object.getMetadata().getAnnotations()).get(CLAIM_ANNOTATION);
        return restore != null
                && claim != null
                && object.getMetadata().getName().equals(name(restore, claim))
                && object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(restore));
    }

    private static Map<String, String> given(@Nullable Map<String, String> map) {
        return Objects.requireNonNullElse(map, Map.of());
    }
}
