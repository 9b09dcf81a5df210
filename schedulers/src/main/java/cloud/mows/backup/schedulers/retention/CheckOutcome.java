package cloud.mows.backup.schedulers.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** What a Job that looked for damage has printed. */
final class CheckOutcome {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckOutcome() {}

    /** How much the repository occupies; null if that is not told. */
    static @Nullable Long storedBytes(String outcome) {
        try {
            JsonNode told = JSON.readTree(outcome).path("stored_bytes");
            return told.isIntegralNumber() ? told.asLong() : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A sentence about the damage, and what to do next. */
    static String words(String outcome) {
        String next =
                " Its Job's log names all; 'mows-backup check' looks again, 'mows-backup repair' mends what can be mended.";
        try {
            JsonNode summary = JSON.readTree(outcome);
            long errors = summary.path("errors").asLong();
            return "It is damaged: " + errors + (errors == 1 ? " error was" : " errors were") + " found, first: "
                    + summary.path("first").asText("(not told)") + "." + next;
        } catch (JsonProcessingException e) {
            return "It is damaged: " + outcome + "." + next;
        }
    }
}
