package cloud.mows.backup.dashboards.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what can be restored of an app, newest first.
 *
 * @param next what to ask for to get those that come after them; null if there are none
 */
public record ClusterPoints(
        List<ClusterPoint> points, @Nullable String next) {}
