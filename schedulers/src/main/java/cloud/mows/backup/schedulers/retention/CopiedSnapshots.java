package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.cluster.mover.PrintedList;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code mover copy} printed. It comes from outside: what cannot be an id is passed over. */
final class CopiedSnapshots {
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9a-f]{64}");

    private CopiedSnapshots() {}

    /** @return ids in the second repository by those in the first; empty if the list is not whole */
    static Optional<Map<String, String>> parse(String printed) {
        return PrintedList.parse(printed, "copy", "copies").map(CopiedSnapshots::ids);
    }

    private static Map<String, String> ids(List<JsonNode> lines) {
        Map<String, String> copies = new HashMap<>();
        for (JsonNode line : lines) {
            String original = line.path("original").asText();
            String copy = line.path("snapshot_id").asText();
            if (SNAPSHOT.matcher(original).matches() && SNAPSHOT.matcher(copy).matches()) {
                copies.put(original, copy);
            }
        }
        return copies;
    }
}
