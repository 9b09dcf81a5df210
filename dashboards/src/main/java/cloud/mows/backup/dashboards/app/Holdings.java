package cloud.mows.backup.dashboards.app;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the repository is known to hold.
 *
 * @param newest restore point of each app that has one
 * @param problem why that is not known now
 */
public record Holdings(Map<String, Instant> newest, Optional<String> problem) {
    public static final Holdings UNKNOWN = new Holdings(Map.of(), Optional.empty());

    public Holdings {
        newest = Map.copyOf(newest);
    }
}
