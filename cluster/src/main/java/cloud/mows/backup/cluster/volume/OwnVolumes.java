package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What backups and restores make on the way, which is no part of any app. */
public final class OwnVolumes {
    private OwnVolumes() {}

    /** Whether one of them made this object; by its name, namespace and labels, never by a label alone. */
    public static boolean isOurs(HasMetadata object) {
        return VolumeCopy.isOurs(object) || RestoredClaim.isOurs(object);
    }
}
