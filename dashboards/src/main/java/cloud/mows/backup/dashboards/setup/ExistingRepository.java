package cloud.mows.backup.dashboards.setup;

import org.jspecify.annotations.Nullable;

/**
 * What opens a repository that is there already.
 *
 * @param secret its twelve recovery words or a password
 * @param host whose place this machine takes; null for none
 */
public record ExistingRepository(String secret, @Nullable String host) {
    @Override
    public String toString() {
        return "ExistingRepository[" + host + "]";
    }
}
