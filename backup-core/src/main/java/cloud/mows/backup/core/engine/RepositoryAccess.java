package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.repository.OpenOptions;
import cloud.mows.backup.core.repository.Password;
import java.time.Duration;

/**
 * What is needed to open a repository.
 *
 * @param location as people write it: a path, {@code s3:https://host/bucket/prefix}, {@code rest:https://host/path/}. May
 *     hold a password, so it is never shown
 * @param options identity, cache folder, compression, pack size, clock
 * @param lockPatience how long to wait for somebody else's lock
 * @param copiesForNow what a remote place sends may be kept on the local disk as long as the repository is open
 */
public record RepositoryAccess(
        String location,
        Password password,
        OpenOptions options,
        StorageSettings storage,
        Duration lockPatience,
        boolean copiesForNow) {

    public RepositoryAccess(
            String location, Password password, OpenOptions options, StorageSettings storage, Duration lockPatience) {
        this(location, password, options, storage, lockPatience, false);
    }

    /** The same with nothing taken from a local cache, if there is one, nor left there. */
    public RepositoryAccess withoutCache() {
        boolean keeps = options.cacheFolder() != null;
        return new RepositoryAccess(location, password, options.withCacheFolder(null), storage, lockPatience, keeps);
    }

    @Override
    public String toString() {
        return "RepositoryAccess";
    }
}
