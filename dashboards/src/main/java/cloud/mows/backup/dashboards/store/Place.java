package cloud.mows.backup.dashboards.store;

import org.jspecify.annotations.Nullable;

/**
 * Where backups are to go and what lets us in. Never shown again.
 *
 * @param name for people; only of a place that is to be used
 * @param location a path, {@code s3:https://host/bucket/prefix} or {@code rest:https://host/path/}
 * @param user for {@code rest:}
 */
public record Place(
        @Nullable String name,
        String location,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @Nullable String region,
        @Nullable String user,
        @Nullable String password) {
    @Override
    public String toString() {
        return "Place[" + name + "]";
    }
}
