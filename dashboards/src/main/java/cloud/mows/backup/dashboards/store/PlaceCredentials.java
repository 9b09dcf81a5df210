package cloud.mows.backup.dashboards.store;

import cloud.mows.backup.dashboards.host.Credentials;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What somebody typed, as the variables that the command line knows. */
public final class PlaceCredentials {
    private PlaceCredentials() {}

    public static Credentials of(Place place) {
        Map<String, String> variables = new TreeMap<>();
        put(variables, "AWS_ACCESS_KEY_ID", place.accessKeyId());
        put(variables, "AWS_SECRET_ACCESS_KEY", place.secretAccessKey());
        put(variables, "AWS_DEFAULT_REGION", place.region());
        put(variables, "RESTIC_REST_USERNAME", place.user());
        put(variables, "RESTIC_REST_PASSWORD", place.password());
        return new Credentials(variables);
    }

    private static void put(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            variables.put(name, value.strip());
        }
    }
}
