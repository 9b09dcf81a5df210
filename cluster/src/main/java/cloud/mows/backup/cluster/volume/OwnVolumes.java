package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What backups and restores make on the way, which is no part of any app. */
public final class OwnVolumes {
    private OwnVolumes() {}

    /** Whether one of them made this object; by its name, namespace and labels, never by a label alone. */
    public static boolean isOurs(HasMetadata object) {
        return VolumeCopy.isOurs(object) || RestoredClaim.isOurs(object);
    }

    /** All claims of a namespace that are parts of its app; with null those of all apps. */
    public static List<PersistentVolumeClaim> claimsOfApps(Cluster cluster, @Nullable String namespace) {
        return cluster.list(PersistentVolumeClaim.class, namespace).stream()
                .filter(claim -> !isOurs(claim))
                .toList();
    }
}
