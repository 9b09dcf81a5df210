package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.schedulers.report.AppReport;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An app: a namespace, or what restore points are left of one.
 *
 * @param reason why it is in that state, in words
 * @param lastRestorePoint the moment that the newest shows; null if there is none
 * @param lastOffSite likewise, of those that do not lie on volumes of this cluster alone; null if there is none
 * @param offSite whether any repository lies outside of this cluster
 * @param volumes by name
 * @param restorePoints how many there are
 * @param backups newest first
 * @param missingToBackUp rights that whoever asks lacks to have it backed up now; null in lists
 * @param missingToRestore rights that whoever asks lacks to have it restored; null in lists
 */
public record ClusterApp(
        String name,
        AppCoverage state,
        String reason,
        @Nullable Instant lastRestorePoint,
        @Nullable Instant lastOffSite,
        boolean offSite,
        List<ClusterVolume> volumes,
        int restorePoints,
        List<ClusterBackup> backups,
        @Nullable List<String> missingToBackUp,
        @Nullable List<String> missingToRestore) {
    /** @param outside repositories that do not lie on volumes of this cluster */
    static ClusterApp of(AppReport report, Set<String> outside, Rights who) {
        return with(
                report,
                outside,
                report.volumes().stream()
                        .map(volume -> new ClusterVolume(
                                volume.claim(),
                                AppCoverage.of(volume.covered()),
                                volume.covered().words()))
                        .toList(),
                report.runs().stream().map(ClusterBackup::of).toList(),
                who.missingWords(AppRights.backUp(report.app())),
                who.missingWords(AppRights.restore(report.app(), report.app())));
    }

    /** For a list of many: without what only its own screen shows. */
    static ClusterApp brief(AppReport report, Set<String> outside) {
        return with(
                report,
                outside,
                List.of(),
                report.runs().stream()
                        .filter(run -> !run.isOver())
                        .map(ClusterBackup::of)
                        .toList(),
                null,
                null);
    }

    private static ClusterApp with(
            AppReport report,
            Set<String> outside,
            List<ClusterVolume> volumes,
            List<ClusterBackup> backups,
            @Nullable List<String> missingToBackUp,
            @Nullable List<String> missingToRestore) {
        return new ClusterApp(
                report.app(),
                AppCoverage.of(report.covered()),
                report.covered().isPresent() ? report.why() : "its namespace is gone",
                report.newestRestorePoint().map(AppReport.Point::moment).orElse(null),
                report.points().stream()
                        .filter(point -> point.repositories().stream().anyMatch(outside::contains))
                        .map(AppReport.Point::moment)
                        .findFirst()
                        .orElse(null),
                !outside.isEmpty(),
                volumes,
                report.points().size(),
                backups,
                missingToBackUp,
                missingToRestore);
    }
}
