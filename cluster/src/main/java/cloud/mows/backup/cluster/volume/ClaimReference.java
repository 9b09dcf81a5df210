package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Objects;

/** One claim, and no other that may later have its name. */
public record ClaimReference(String namespace, String name, String uid) {
    public ClaimReference {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
    }

    public static ClaimReference to(PersistentVolumeClaim claim) {
        var metadata = claim.getMetadata();
        return new ClaimReference(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    @Override
    public String toString() {
        return "claim " + namespace + "/" + name;
    }
}
