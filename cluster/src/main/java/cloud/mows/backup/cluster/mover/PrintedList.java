package cloud.mows.backup.cluster.mover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a task of ours printed as a list: a line of JSON with a {@code message_type} for each element, and one of type {@code end} that says how
 * many there are. Other lines are words for people.
 */
public final class PrintedList {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PrintedList() {}

    /**
     * @param type of the elements
     * @param count the field of the end that says how many there are
     * @return the elements; empty if the list is not whole
     */
    public static Optional<List<JsonNode>> parse(String printed, String type, String count) {
        List<JsonNode> elements = new ArrayList<>();
        for (String line : printed.split("\n")) {
            JsonNode json;
            try {
                json = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                continue;
            }
            String is = json.path("message_type").asText();
            if (is.equals(type)) {
                elements.add(json);
            } else if (is.equals("end")) {
                return json.path(count).asLong(-1) == elements.size() ? Optional.of(elements) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
