package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.dashboards.people.Right;
import cloud.mows.backup.dashboards.people.Rights;
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
 * @param missingToBackUp rights that whoever asks lacks to have it backed up now; null in lists
 * @param missingToRestore rights that whoever asks lacks to have it restored; null in lists
 */
public record ClusterApp(
        String name,
        AppCoverage state,
        String reason,
        @Nullable Instant lastRestorePoint,
        List<ClusterVolume> volumes,
        List<ClusterPoint> points,
        List<ClusterBackup> backups,
        @Nullable List<String> missingToBackUp,
        @Nullable List<String> missingToRestore) {
    static ClusterApp of(AppReport report, Rights who) {
        return new ClusterApp(
                report.app(),
                AppCoverage.of(report.covered()),
                why(report),
                moment(report),
                report.volumes().stream()
                        .map(volume -> new ClusterVolume(
                                volume.claim(),
                                AppCoverage.of(volume.covered()),
                                volume.covered().words()))
                        .toList(),
                report.points().stream().map(ClusterPoint::of).toList(),
                report.runs().stream().map(ClusterBackup::of).toList(),
                words(who.missing(AppRights.backUp(report.app()))),
                words(who.missing(AppRights.restore(report.app(), report.app()))));
    }

    static List<String> words(List<Right> missing) {
        return missing.stream().map(Right::toString).toList();
    }

    /** For a list of many: without what only its own screen shows. */
    static ClusterApp brief(AppReport report) {
        return new ClusterApp(
                report.app(),
                AppCoverage.of(report.covered()),
                why(report),
                moment(report),
                List.of(),
                List.of(),
                report.runs().stream()
                        .map(ClusterBackup::of)
                        .filter(backup -> !backup.over())
                        .toList(),
                null,
                null);
    }

    private static String why(AppReport report) {
        return report.covered().isPresent() ? report.why() : "its namespace is gone";
    }

    private static @Nullable Instant moment(AppReport report) {
        return report.newestRestorePoint().map(AppReport.Point::moment).orElse(null);
    }
}
