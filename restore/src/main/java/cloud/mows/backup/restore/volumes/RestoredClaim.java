package cloud.mows.backup.restore.volumes;

import cloud.mows.backup.cluster.api.ShortHash;
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
        return Map.of("app.kubernetes.io/managed-by", "mows-backup", RESTORE_LABEL, restore.getUid());
    }
}
