package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.core.id.SnapshotId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the repository is known to hold of this machine.
 *
 * @param points all restore points, oldest first
 * @param problem why that is not known now
 */
public record Holdings(List<Held> points, Optional<String> problem) {
    public static final Holdings UNKNOWN = new Holdings(List.of(), Optional.empty());

    /** A restore point. @param beforeRestore whether it was made to keep what a restore was about to overwrite */
    public record Held(SnapshotId id, String app, Instant time, boolean beforeRestore) {}

    public Holdings {
        points = List.copyOf(points);
    }

    /** Of each app that has one, when its newest restore point was made. */
    public Map<String, Instant> newest() {
        return points.stream()
                .filter(point -> !point.beforeRestore())
                .collect(Collectors.toMap(Held::app, Held::time, (older, newer) -> newer));
    }
}
