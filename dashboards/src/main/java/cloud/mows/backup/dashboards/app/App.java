package cloud.mows.backup.dashboards.app;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app as it is now.
 *
 * @param lastRestorePoint when the newest was made
 * @param nextRun when the next begins by schedule
 * @param running the id of its run that runs or waits
 * @param problem what is wrong with it
 * @param keep which restore points are kept
 * @param schedule five fields of cron
 * @param timeZone of the schedule
 */
public record App(
        String name,
        List<String> directories,
        List<AppDatabase> databases,
        List<String> excludes,
        AppState state,
        @Nullable Instant lastRestorePoint,
        @Nullable Instant nextRun,
        @Nullable String running,
        @Nullable String problem,
        String schedule,
        AppKeep keep,
        String timeZone) {}
