package cloud.mows.backup.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl explain} has something to say of every field, and everything that can grow has a limit. */
class DescriptionsTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final List<String> undescribed = new ArrayList<>();
    private final List<String> unlimited = new ArrayList<>();

    @TempDir
    Path work;

    @Test
    void everyFieldIsDescribedAndLimited() throws IOException {
        Definitions.generate(work)
                .forEach((name, text) -> walk(
                        name,
                        serialization.unmarshal(text, JsonNode.class).at("/spec/versions/0/schema/openAPIV3Schema")));
        assertThat(undescribed).isEmpty();
        assertThat(unlimited).isEmpty();
    }

    private void walk(String path, JsonNode schema) {
        if (!path.endsWith("[]") && !schema.path("description").asText().matches("(?s)[A-Z].*[^ ]")) {
            undescribed.add(path);
        }
        limits(path, schema);
        schema.path("properties").properties().forEach(field -> walk(path + "." + field.getKey(), field.getValue()));
        if (schema.has("items")) {
            walk(path + "[]", schema.get("items"));
        }
    }

    private void limits(String path, JsonNode schema) {
        boolean limited = switch (schema.path("type").asText()) {
            case "string" ->
                schema.has("maxLength")
                        || schema.has("enum")
                        || schema.path("format").asText().equals("date-time");
            case "array" -> schema.has("maxItems");
            case "integer" -> schema.has("minimum");
            case "object" -> schema.has("properties") || schema.has("maxProperties");
            case "boolean" -> true;
            default -> false;
        };
        if (!limited) {
            unlimited.add(path);
        }
    }
}
