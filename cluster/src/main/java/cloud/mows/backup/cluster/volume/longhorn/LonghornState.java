package cloud.mows.backup.cluster.volume.longhorn;

import io.longhorn.v1beta2.EngineImage;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.Volume;
import io.longhorn.v1beta2.VolumeStatus;
import io.longhorn.v1beta2.volumestatus.CloneStatus;
import io.longhorn.v1beta2.volumestatus.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Longhorn says of its objects, which it says of new ones only after a while. */
final class LonghornState {
    private LonghornState() {}

    static boolean isFaulted(Volume volume) {
        return volume.getStatus() != null && "faulted".equals(volume.getStatus().getRobustness());
    }

    static boolean isBeingRestored(Volume volume) {
        return volume.getStatus() != null
                && Boolean.TRUE.equals(volume.getStatus().getRestoreRequired());
    }

    static boolean isStandby(Volume volume) {
        return Boolean.TRUE.equals(volume.getSpec().getStandby());
    }

    static boolean isEncrypted(Volume volume) {
        return Boolean.TRUE.equals(volume.getSpec().getEncrypted());
    }

    /** Why no replica of it could be placed, as long as none could. */
    static Optional<String> whyNotScheduled(Volume volume) {
        return conditions(volume).stream()
                .filter(condition -> "Scheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> Objects.toString(condition.getMessage(), "") + " ("
                        + Objects.toString(condition.getReason(), "") + ")");
    }

    private static List<Conditions> conditions(Volume volume) {
        VolumeStatus status = volume.getStatus();
        return status == null || status.getConditions() == null ? List.of() : status.getConditions();
    }

    /** Empty until Longhorn has begun to copy. */
    static String cloneState(Volume volume) {
        CloneStatus status =
                volume.getStatus() == null ? null : volume.getStatus().getCloneStatus();
        return status == null ? "" : Objects.toString(status.getState(), "");
    }

    /**
     * The engine that runs a volume is of a version that this Longhorn does not talk to any more.
     *
     * @return its image
     */
    static Optional<String> incompatibleEngine(Volume volume, List<EngineImage> images) {
        String current = volume.getStatus() == null ? null : volume.getStatus().getCurrentImage();
        return images.stream()
                .filter(image -> image.getSpec() != null
                        && image.getSpec().getImage().equals(current)
                        && image.getStatus() != null
                        && Boolean.TRUE.equals(image.getStatus().getIncompatible()))
                .findFirst()
                .map(image -> image.getSpec().getImage());
    }

    /** When it was taken, or null before it can be used. */
    static @Nullable Instant moment(Snapshot snapshot) {
        if (snapshot.getStatus() == null
                || !Boolean.TRUE.equals(snapshot.getStatus().getReadyToUse())) {
            return null;
        }
        String moment = Objects.toString(snapshot.getStatus().getCreationTime(), "");
        return moment.isEmpty() ? null : Instant.parse(moment);
    }

    static boolean isMarkedRemoved(Snapshot snapshot) {
        return snapshot.getStatus() != null
                && Boolean.TRUE.equals(snapshot.getStatus().getMarkRemoved());
    }

    /** What it last said against it, which may pass by itself; or null. */
    static @Nullable String error(Snapshot snapshot) {
        String error =
                snapshot.getStatus() == null ? null : snapshot.getStatus().getError();
        return error == null || error.isEmpty() ? null : error;
    }

    static long restoreBytes(Snapshot snapshot) {
        return snapshot.getStatus() == null || snapshot.getStatus().getRestoreSize() == null
                ? 0
                : snapshot.getStatus().getRestoreSize();
    }
}
