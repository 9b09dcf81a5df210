package cloud.mows.backup.dashboards.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore will do.
 *
 * @param created how many files
 * @param deleted how many that are not in the restore point and would spoil a database that is restored
 * @param bytes that are written
 * @param entries the first of them, those that are deleted or overwritten before all others
 * @param more whether there are more entries
 * @param targetDirectory null in place
 */
public record RestorePlan(
        String id,
        String app,
        String restorePoint,
        long created,
        long overwritten,
        long deleted,
        long same,
        long bytes,
        List<PlanEntry> entries,
        boolean more,
        @Nullable String targetDirectory,
        List<String> warnings) {}
