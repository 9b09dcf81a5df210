package cloud.mows.backup.schedulers.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a Job found out about a repository. */
sealed interface OpenResult {
    /** It opens. */
    record Opened(String id, long snapshots, boolean made) implements OpenResult {}

    /** It does not. @param code a problem code of the engine, in lower case */
    record Problem(String code, String message) implements OpenResult {}

    /** @param summary what {@code mows-backup mover repository} wrote */
    static OpenResult parse(String summary) {
        JsonNode found;
        try {
            found = new ObjectMapper().readTree(summary);
        } catch (JsonProcessingException e) {
            return unreadable(summary);
        }
        if (found.path("id").asText().matches("[0-9a-f]{64}")) {
            return new Opened(
                    found.get("id").asText(),
                    found.path("snapshots").asLong(),
                    found.path("made").asBoolean());
        }
        return found.hasNonNull("problem")
                ? new Problem(
                        found.get("problem").asText(), found.path("message").asText())
                : unreadable(summary);
    }

    private static OpenResult unreadable(String summary) {
        return new Problem("failed", "its Job told what cannot be read: " + summary);
    }
}
