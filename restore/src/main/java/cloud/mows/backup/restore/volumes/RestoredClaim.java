package cloud.mows.backup.restore.volumes;

import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.ShortHash;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import java.util.Objects;

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

    public RestoredClaim {
        Objects.requireNonNull(restore, "restore");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(ownNamespace, "ownNamespace");
    }

    /** Of our claim. */
    String name() {
        return "mows-" + ShortHash.of(restore.getUid() + "/" + claim);
    }

    Map<String, String> labels() {
        return ManagedBy.with(Map.of(RESTORE_LABEL, restore.getUid()));
    }

    /** Of our claim. */
    ObjectMeta ownMetadata() {
        return new ObjectMetaBuilder()
                .withNamespace(ownNamespace)
                .withName(name())
                .withLabels(labels())
                .withOwnerReferences(restore)
                .build();
    }

    /** Whether an object has the labels of what is made for this restore. */
    boolean isLabelled(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of())
                .entrySet()
                .containsAll(labels().entrySet());
    }
}
