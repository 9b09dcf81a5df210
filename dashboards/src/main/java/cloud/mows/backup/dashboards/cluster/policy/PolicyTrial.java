package cloud.mows.backup.dashboards.cluster.policy;

import java.time.Instant;
import java.util.List;

/**
 * What a change would come to.
 *
 * @param next when the next backups would begin, without the delay of each app
 * @param points how many restore points there are
 * @param goes how many of them would not be kept any more, beside those that are not now: the next clean-up removes them
 */
public record PolicyTrial(List<Instant> next, int points, int goes) {}
