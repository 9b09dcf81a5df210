package cloud.mows.backup.dashboards.point;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup left.
 *
 * @param addedBytes that the repository grew by; null where the snapshot does not say
 * @param complete whether everything is in it; null where nobody knows, for example of another installation's
 * @param beforeRestore whether it was made to keep what a restore was about to overwrite
 */
public record RestorePoint(
        String id,
        Instant time,
        long files,
        long bytes,
        @Nullable Long addedBytes,
        @Nullable Boolean complete,
        List<String> problems,
        boolean beforeRestore) {}
