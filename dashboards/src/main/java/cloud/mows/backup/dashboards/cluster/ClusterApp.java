package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.schedulers.report.AppReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app: a namespace, or what restore points are left of one.
 *
 * @param reason why it is in that state, in words
 * @param lastRestorePoint the moment that the newest shows; null if there is none
 * @param volumes by name
 * @param points newest first
 * @param backups newest first
 */
public record ClusterApp(
        String name,
        AppCoverage state,
        String reason,
        @Nullable Instant lastRestorePoint,
        List<ClusterVolume> volumes,
        List<ClusterPoint> points,
        List<ClusterBackup> backups) {
    static ClusterApp of(AppReport report) {
        return new ClusterApp(
                report.app(),
                AppCoverage.of(report.covered()),
                report.covered().isPresent() ? report.why() : "its namespace is gone",
                report.newestRestorePoint().map(AppReport.Point::moment).orElse(null),
                report.volumes().stream()
                        .map(volume -> new ClusterVolume(
                                volume.claim(),
                                AppCoverage.of(volume.covered()),
                                volume.covered().words()))
                        .toList(),
                report.points().stream().map(ClusterPoint::of).toList(),
                report.runs().stream().map(ClusterBackup::of).toList());
    }

    /** For a list of many: without what only its own screen shows. */
    ClusterApp brief() {
        return new ClusterApp(
                name,
                state,
                reason,
                lastRestorePoint,
                List.of(),
                List.of(),
                backups.stream().filter(backup -> !backup.over()).toList());
    }
}
