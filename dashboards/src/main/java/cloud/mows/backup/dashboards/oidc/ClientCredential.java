package cloud.mows.backup.dashboards.oidc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By which the provider knows this program: its id there, or the secret that goes with it.
 *
 * @param file that it is read from when it is needed, as it may come later or be replaced; null if there is none
 * @param text itself, if there is no file
 */
public record ClientCredential(
        @Nullable Path file, @Nullable String text) {
    /** Of a client that needs none. */
    public static final ClientCredential NONE = new ClientCredential(null, null);

    Optional<String> read() throws IOException {
        return Optional.ofNullable(file == null ? text : Files.readString(file).strip());
    }

    @Override
    public String toString() {
        return file == null ? "ClientCredential" : "ClientCredential " + file;
    }
}
