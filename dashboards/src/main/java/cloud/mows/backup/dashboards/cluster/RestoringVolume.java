package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.crds.restore.RestoredVolume;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A volume that is filled.
 *
 * @param reason why it failed, or what it waits for; may be null
 * @param bytes written; null until that is known
 */
public record RestoringVolume(
        String claim,
        VolumeProgress state,
        @Nullable String reason,
        @Nullable Long bytes) {
    static RestoringVolume of(RestoredVolume volume) {
        return new RestoringVolume(
                volume.claim(),
                VolumeProgress.of(Objects.requireNonNull(volume.phase())),
                volume.reason(),
                volume.bytes());
    }
}
