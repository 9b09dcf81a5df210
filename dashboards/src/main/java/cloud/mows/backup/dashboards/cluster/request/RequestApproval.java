package cloud.mows.backup.dashboards.cluster.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A yes, with limits within which what is asked for must lie.
 *
 * @param asShown the token of what was looked at
 * @param repositories allowed as well; null for none
 * @param shortestIntervalSeconds null for what is asked for
 * @param longestRetention null for what is asked for
 * @param allowHooks whether hooks are allowed that are not asked for; null for no
 */
public record RequestApproval(
        @Nullable String asShown,
        @Nullable List<String> repositories,
        @Nullable Integer shortestIntervalSeconds,
        @Nullable String longestRetention,
        @Nullable Boolean allowHooks) {}
