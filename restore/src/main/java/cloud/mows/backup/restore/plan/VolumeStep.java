package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one volume, and why.
 *
 * @param claim name of its PersistentVolumeClaim
 * @param storageClass empty for a claim of none; null for the default of the cluster
 * @param volume that the claim is bound to and that is overwritten; null if there is none
 * @param block whether its pods see a device instead of files
 * @param paths of files and folders that are overwritten, relative to its root; empty for all of it
 * @param size as Kubernetes writes it: {@code 10Gi}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeStep(
        String claim,
        Action action,
        @Nullable String storageClass,
        String size,
        List<String> accessModes,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean block,
        String reason,
        @Nullable String volume,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> paths) {
    public VolumeStep(
            String claim,
            Action action,
            @Nullable String storageClass,
            String size,
            List<String> accessModes,
            boolean block,
            String reason) {
        this(claim, action, storageClass, size, accessModes, block, reason, null, List.of());
    }

    /** What becomes of a volume. */
    public enum Action {
        /** It is made anew and filled. */
        FILL,
        /** It is made anew and stays empty, because it was left out of the backup on purpose. */
        EMPTY,
        /** There is one, whose files become what they were. */
        OVERWRITE,
        /** There is one, which is left as it is. */
        KEEP,
        /** There is one, which is left as it is, because it was left out of the backup on purpose. */
        LEFT_OUT,
        /** It cannot come back. */
        IMPOSSIBLE
    }

    public VolumeStep {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(size, "size");
        accessModes = List.copyOf(accessModes);
        Objects.requireNonNull(reason, "reason");
        paths = List.copyOf(Objects.requireNonNullElse(paths, List.of()));
    }

    VolumeStep of(String live) {
        return new VolumeStep(claim, action, storageClass, size, accessModes, block, reason, live, paths);
    }

    VolumeStep only(List<String> some, String why) {
        return new VolumeStep(claim, action, storageClass, size, accessModes, block, why, volume, some);
    }
}
