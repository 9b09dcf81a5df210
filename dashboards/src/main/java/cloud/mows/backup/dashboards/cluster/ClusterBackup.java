package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.schedulers.report.AppReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of an app that was or is being made.
 *
 * @param phase as the Backup's status has it
 * @param time the moment that it shows; null as long as it has none
 * @param message what happens or happened, in a sentence; may be empty
 * @param over whether nothing more will happen
 */
public record ClusterBackup(
        String name, String phase, @Nullable Instant time, String message, boolean over) {
    static ClusterBackup of(AppReport.Run run) {
        return new ClusterBackup(run.name(), run.phase(), run.moment().orElse(null), run.message(), run.isOver());
    }
}
