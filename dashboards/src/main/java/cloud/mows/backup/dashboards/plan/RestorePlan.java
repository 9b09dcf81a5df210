package cloud.mows.backup.dashboards.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore will do.
 *
 * @param created how many files
 * @param bytes that are written
 * @param entries the first of them, those that are overwritten before all others
 * @param more whether there are more entries
 * @param targetDirectory null in place
 */
public record RestorePlan(
        String id,
        String app,
        String restorePoint,
        long created,
        long overwritten,
        long same,
        long bytes,
        List<PlanEntry> entries,
        boolean more,
        @Nullable String targetDirectory,
        List<String> warnings) {}
