package cloud.mows.backup.dashboards.cluster.activity;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.crds.restore.RestoredVolume;
import cloud.mows.backup.dashboards.cluster.Cursor;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A backup or a restore.
 *
 * @param namespace that its document is in
 * @param name of its document
 * @param app null for the objects that belong to no namespace
 * @param target the namespace that is restored into; null for a backup
 * @param message what happens or happened, in a sentence; may be empty
 * @param bytes read or written so far, and at the end in all; null as long as that is not known
 * @param addedBytes that the repositories grew by; null for a restore, and as long as that is not known
 * @param over whether nothing more will happen
 * @param shown whether it is one of the restores that have a screen of their own
 */
public record ClusterRun(
        ClusterRunKind kind,
        String namespace,
        String name,
        @Nullable String app,
        @Nullable String target,
        ClusterRunPhase phase,
        String message,
        @Nullable Long bytes,
        @Nullable Long addedBytes,
        boolean over,
        boolean shown,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    public enum ClusterRunKind {
        Backup,
        Restore
    }

    static ClusterRun of(Backup backup) {
        BackupStatus status = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
        ClusterRunPhase phase = ClusterRunPhase.of(Objects.requireNonNull(status.phase()));
        return new ClusterRun(
                ClusterRunKind.Backup,
                backup.getMetadata().getNamespace(),
                backup.getMetadata().getName(),
                backup.getSpec().scope() == BackupScope.CLUSTER
                        ? null
                        : backup.getMetadata().getNamespace(),
                null,
                phase,
                Objects.requireNonNullElse(status.message(), ""),
                status.bytes() == null ? sum(status.parts().stream().map(BackupPart::bytes)) : status.bytes(),
                status.addedBytes(),
                phase.isFinal(),
                false,
                Instant.parse(backup.getMetadata().getCreationTimestamp()),
                status.startTime(),
                status.completionTime());
    }

    static ClusterRun of(Restore restore, String controllerNamespace) {
        RestoreStatus status = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        ClusterRunPhase phase = ClusterRunPhase.of(Objects.requireNonNull(status.phase()));
        return new ClusterRun(
                ClusterRunKind.Restore,
                restore.getMetadata().getNamespace(),
                restore.getMetadata().getName(),
                restore.getSpec().app(),
                restore.getSpec().target(),
                phase,
                Objects.requireNonNullElse(status.message(), ""),
                sum(status.volumes().stream().map(RestoredVolume::bytes)),
                null,
                phase.isFinal(),
                restore.getMetadata().getNamespace().equals(controllerNamespace),
                Instant.parse(restore.getMetadata().getCreationTimestamp()),
                status.startTime(),
                status.completionTime());
    }

    private static @Nullable Long sum(Stream<@Nullable Long> counts) {
        return counts.filter(Objects::nonNull)
                .map(Function.<Long>identity())
                .reduce(Long::sum)
                .orElse(null);
    }

    /** Whether an app is what it is about, from or into which it goes. */
    boolean isAbout(String namespace) {
        return namespace.equals(app) || namespace.equals(target);
    }

    /** Whether it is about nothing but these apps. */
    boolean isAboutOnly(Set<String> apps) {
        return apps.contains(app) && (target == null || apps.contains(target));
    }

    Cursor cursor() {
        return new Cursor(createdAt, kind + " " + namespace + "/" + name);
    }
}
