package cloud.mows.backup.dashboards.cluster.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of runs, newest first.
 *
 * @param next what to ask for to get those that come after them; null if there are none
 */
public record ClusterRuns(List<ClusterRun> runs, @Nullable String next) {}
