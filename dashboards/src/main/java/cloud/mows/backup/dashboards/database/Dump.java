package cloud.mows.backup.dashboards.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * A file of a backup that a command prints.
 *
 * @param path in the restore point
 */
public record Dump(String path, List<String> command) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Dump {
        command = List.copyOf(command);
    }

    /** For {@code backup}. */
    public String argument() {
        try {
            return "--with-output=" + JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
