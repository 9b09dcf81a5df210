package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.schedulers.report.AppReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be restored of an app.
 *
 * @param time the moment that it shows
 * @param missing how many things it was to hold and does not
 * @param bytes that it holds; null if that is not known
 * @param beforeRestore whether it was made because a restore was about to replace something
 * @param repositories where it lies
 */
public record ClusterPoint(
        String name,
        Instant time,
        long missing,
        @Nullable Long bytes,
        boolean beforeRestore,
        List<String> repositories) {
    static ClusterPoint of(AppReport.Point point) {
        return new ClusterPoint(
                point.name(),
                point.moment(),
                point.missing(),
                point.bytes(),
                point.savedBeforeRestore(),
                point.repositories());
    }

    Cursor cursor() {
        return new Cursor(time, name);
    }
}
