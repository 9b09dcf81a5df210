package cloud.mows.backup.dashboards.oidc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By which the provider knows this program, if it wants more than its name.
 *
 * @param file that it is read from each time, as it may be replaced; null if there is none
 * @param text the secret itself, if there is no file
 */
public record ClientSecret(@Nullable Path file, @Nullable String text) {
    /** Of a client that needs none. */
    public static final ClientSecret NONE = new ClientSecret(null, null);

    Optional<String> read() throws IOException {
        return Optional.ofNullable(file == null ? text : Files.readString(file).strip());
    }

    @Override
    public String toString() {
        return file == null ? "ClientSecret" : "ClientSecret " + file;
    }
}
