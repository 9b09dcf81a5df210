package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import java.util.List;
import java.util.Objects;

/**
 * What an approval allows, now and after any change of the policy.
 *
 * @param name of the BackupGrant
 * @param repositories that may be used
 * @param shortestIntervalSeconds between two backups
 * @param longestRetention how old a backup may get, as 2y5m7d3h, where m is months
 * @param allowHooks whether commands may run in the app's pods
 */
public record RequestGrant(
        String name,
        List<String> repositories,
        int shortestIntervalSeconds,
        String longestRetention,
        boolean allowHooks) {
    static RequestGrant of(String name, BackupGrantSpec spec) {
        return new RequestGrant(
                name,
                spec.repositories(),
                Objects.requireNonNull(spec.minIntervalSeconds()),
                Objects.requireNonNull(spec.maxRetention()),
                spec.allowHooks());
    }
}
