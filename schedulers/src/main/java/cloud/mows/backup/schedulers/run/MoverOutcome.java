package cloud.mows.backup.schedulers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * The summary that our program writes at the end of a backup.
 *
 * @param snapshot its id
 * @param bytes that were read
 * @param addedBytes that the repository grew by
 * @param errors how many things are missing, and the first of them, in words; empty if nothing is
 */
record MoverOutcome(String snapshot, long bytes, long addedBytes, long files, String errors) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_LENGTH = 64;

    /** Empty if it is none. */
    static Optional<MoverOutcome> parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        String snapshot = json.path("snapshot_id").asText();
        if (!snapshot.matches("[0-9a-f]{" + ID_LENGTH + "}")) {
            return Optional.empty();
        }
        long errors = json.path("error_count").asLong();
        return Optional.of(new MoverOutcome(
                snapshot,
                json.path("total_bytes_processed").asLong(),
                json.path("data_added_packed").asLong(),
                json.path("total_files_processed").asLong(),
                errors == 0
                        ? ""
                        : (errors == 1 ? "1 thing is" : errors + " things are") + " missing, the first: "
                                + json.path("first_error").asText()));
    }
}
