package cloud.mows.backup.dashboards.store;

import cloud.mows.backup.core.engine.RepositoryAccess;
import cloud.mows.backup.core.engine.StorageSettings;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.OpenOptions;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.dashboards.host.Credentials;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is, and what lets us in.
 *
 * @param cache folder for what is kept of repositories; null for none
 */
public record RepositoryPlace(
        String address, Credentials credentials, @Nullable Path cache) {
    /** Other commands of ours hold their locks for seconds, but for prune. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(30);

    /** Whose key slot the service's own is. */
    public static final String SERVICE_USER = "mows-backup serve";

    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

    /** As a document says it. */
    public static RepositoryPlace of(RepositorySpec repository, Secrets secrets, @Nullable Path cache) {
        return new RepositoryPlace(repository.address(), secrets.credentials(repository), cache);
    }

    public RepositoryAccess access(String password) {
        StorageSettings storage = new StorageSettings(
                Map.of(), credentials.variables(), null, null, List.of(), null, false, STUCK_AFTER, text -> {});
        return new RepositoryAccess(
                address,
                Password.of(password),
                OpenOptions.defaults(identity(SERVICE_USER)).withCacheFolder(cache),
                storage,
                LOCK_PATIENCE);
    }

    /** As a key or a lock of ours shows it. @param user what it is for */
    public static Identity identity(String user) {
        return new Identity(HostName.get(), user, 0, 0, ProcessHandle.current().pid());
    }

    /** The address may name a user of a REST server. */
    @Override
    public String toString() {
        return "RepositoryPlace";
    }
}
