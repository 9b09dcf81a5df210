package cloud.mows.backup.dashboards.browse;

import java.util.List;

/**
 * In what a restore point differs from another one of the app.
 *
 * @param changes in the order of paths
 * @param more whether there are more than these
 */
public record PointChanges(List<PointChange> changes, boolean more) {}
