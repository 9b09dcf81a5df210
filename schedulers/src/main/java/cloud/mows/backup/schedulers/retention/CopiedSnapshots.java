package cloud.mows.backup.schedulers.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code mover copy} printed. It comes from outside: what cannot be an id is passed over. */
final class CopiedSnapshots {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9a-f]{64}");

    private CopiedSnapshots() {}

    /** @return ids in the second repository by those in the first; empty if the list is not whole */
    static Optional<Map<String, String>> parse(String printed) {
        Map<String, String> copies = new HashMap<>();
        long lines = 0;
        for (String line : printed.split("\n")) {
            JsonNode json;
            try {
                json = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                continue;
            }
            switch (json.path("message_type").asText()) {
                case "copy" -> {
                    lines++;
                    String original = json.path("original").asText();
                    String copy = json.path("snapshot_id").asText();
                    if (SNAPSHOT.matcher(original).matches()
                            && SNAPSHOT.matcher(copy).matches()) {
                        copies.put(original, copy);
                    }
                }
                case "end" -> {
                    return json.path("copies").asLong(-1) == lines ? Optional.of(copies) : Optional.empty();
                }
                default -> {}
            }
        }
        return Optional.empty();
    }
}
