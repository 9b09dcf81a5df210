package cloud.mows.backup.dashboards.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A line that {@code backup --json} or {@code restore --json} prints. */
sealed interface ChildReport {
    /** How far it is. */
    record Status(
            long filesDone,
            long filesTotal,
            long bytesDone,
            long bytesTotal,
            OptionalLong secondsLeft,
            List<String> current)
            implements ChildReport {}

    /** How it ended. @param snapshot that was made; empty for none */
    record Summary(long filesDone, long bytesDone, String snapshot) implements ChildReport {}

    /** Something that could not be saved or restored. */
    record Complaint(String text) implements ChildReport {}

    /** Why it could not go on. */
    record End(String message, String hint) implements ChildReport {}

    ObjectMapper JSON = new ObjectMapper();

    /** Empty for what needs not be told. */
    static Optional<ChildReport> parse(String line) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // A warning of the JVM, or of the launcher, which ends it.
            return Optional.of(new Complaint(line.strip()));
        }
        return switch (json.path("message_type").asText()) {
            case "status" -> Optional.of(status(json));
            case "summary" -> Optional.of(summary(json));
            case "error" -> Optional.of(new Complaint(complaint(json, "error")));
            case "exit_error" ->
                Optional.of(
                        new End(json.path("message").asText(), json.path("hint").asText("")));
            default -> Optional.empty();
        };
    }

    private static String complaint(JsonNode json, String field) {
        String item = json.path("item").asText("");
        String message = json.path(field).path("message").asText();
        return item.isEmpty() || message.contains(item) ? message : item + ": " + message;
    }

    private static Status status(JsonNode json) {
        List<String> current = new ArrayList<>();
        json.path("current_files").forEach(file -> current.add(file.asText()));
        JsonNode left = json.path("seconds_remaining");
        return new Status(
                json.path("files_done").asLong() + restored(json, "files"),
                json.path("total_files").asLong(),
                json.path("bytes_done").asLong() + restored(json, "bytes"),
                json.path("total_bytes").asLong(),
                left.isNumber() ? OptionalLong.of(left.asLong()) : OptionalLong.empty(),
                List.copyOf(current));
    }

    private static long restored(JsonNode json, String what) {
        return json.path(what + "_restored").asLong()
                + json.path(what + "_skipped").asLong();
    }

    private static Summary summary(JsonNode json) {
        return new Summary(
                json.path("total_files_processed").asLong() + restored(json, "files"),
                json.path("total_bytes_processed").asLong() + restored(json, "bytes"),
                json.path("snapshot_id").asText(""));
    }
}
