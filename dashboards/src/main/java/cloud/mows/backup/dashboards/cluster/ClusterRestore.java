package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoreSource;
import cloud.mows.backup.crds.restore.RestoreStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A restore, from its plan to its report.
 *
 * @param target the namespace that it is restored into
 * @param restorePoint that it is restored from; null until that is known
 * @param time the moment that the restore point shows; null until that is known
 * @param replaces whether what is there becomes what it was
 * @param message what happens or happened, in a sentence; may be empty
 * @param over whether nothing more will happen
 * @param plan null until there is one, and in lists
 * @param volumes that are filled
 * @param created how many objects were made again
 * @param replaced how many objects became what they were
 * @param failed how many objects cannot be made
 * @param problems what is not as it was, one by one
 * @param missingToChange rights that whoever asks lacks to cancel it or to throw its plan away; null in lists
 * @param missingToApply rights that whoever asks lacks to let its plan go on; null where none waits for that, and in lists
 * @param savedAs the restore point that shows the app as it was before; null if nothing was replaced
 */
public record ClusterRestore(
        String name,
        String app,
        String target,
        @Nullable String restorePoint,
        @Nullable Instant time,
        boolean replaces,
        ClusterRestorePhase phase,
        String message,
        boolean over,
        @Nullable ClusterPlan plan,
        List<RestoringVolume> volumes,
        long created,
        long replaced,
        long failed,
        List<String> problems,
        @Nullable String savedAs,
        @Nullable List<String> missingToChange,
        @Nullable List<String> missingToApply,
        Instant createdAt,
        @Nullable Instant endedAt) {
    static ClusterRestore of(
            Restore restore,
            @Nullable ClusterPlan plan,
            @Nullable List<String> missingToChange,
            @Nullable List<String> missingToApply) {
        RestoreStatus status = status(restore);
        RestorePhase phase = Objects.requireNonNull(status.phase());
        RestoreSource source = status.source();
        return new ClusterRestore(
                restore.getMetadata().getName(),
                restore.getSpec().app(),
                restore.getSpec().target(),
                source == null ? restore.getSpec().restorePoint() : source.restorePoint(),
                source == null ? null : source.time(),
                restore.getSpec().existing() == Existing.REPLACE,
                ClusterRestorePhase.of(phase),
                Objects.requireNonNullElse(status.message(), ""),
                phase.isFinal(),
                plan,
                status.volumes().stream().map(RestoringVolume::of).toList(),
                status.objects() == null ? 0 : status.objects().created(),
                status.objects() == null ? 0 : status.objects().replaced(),
                status.objects() == null ? 0 : status.objects().failed(),
                status.problems(),
                status.savedAs(),
                missingToChange,
                missingToApply,
                Instant.parse(restore.getMetadata().getCreationTimestamp()),
                status.completionTime());
    }

    static RestoreStatus status(Restore restore) {
        return Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
    }
}
