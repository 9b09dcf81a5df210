package cloud.mows.backup.core.storage.rest;

import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to use a REST server.
 *
 * @param login used where the location names no user; null: none
 */
public record RestOptions(HttpOptions http, StorageLocation.@Nullable Login login) {
    public static final RestOptions DEFAULT = new RestOptions(HttpOptions.DEFAULT, null);

    /** RESTIC_REST_USERNAME and RESTIC_REST_PASSWORD, as restic reads them. */
    public static RestOptions from(Map<String, String> environment) {
        String user = environment.getOrDefault("RESTIC_REST_USERNAME", "");
        String password = environment.getOrDefault("RESTIC_REST_PASSWORD", "");
        return user.isEmpty() && password.isEmpty()
                ? DEFAULT
                : new RestOptions(HttpOptions.DEFAULT, new StorageLocation.Login(user, password));
    }

    public RestOptions withHttp(HttpOptions other) {
        return new RestOptions(other, login);
    }

    public RestOptions withLogin(StorageLocation.@Nullable Login other) {
        return new RestOptions(http, other);
    }
}
