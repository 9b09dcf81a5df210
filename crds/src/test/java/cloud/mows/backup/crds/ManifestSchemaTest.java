package cloud.mows.backup.crds;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.meta.ApiGroup;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema of the key {@code backup} in a mows-manifest.yaml is what the records of a BackupPolicy say. */
class ManifestSchemaTest {
    private static final Path FILE = Path.of(Objects.requireNonNull(System.getProperty("mows.root")))
            .resolve("crds/src/main/resources/cloud/mows/backup/crds/manifest.schema.json");
    private static final String RENEW = "./mvnw -pl crds test -Dtest=ManifestSchemaTest -Dcrds.renew=true";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @TempDir
    Path work;

    @Test
    void isTheGeneratedOne() throws IOException {
        String generated = JSON.writeValueAsString(schema()) + "\n";
        if (Boolean.getBoolean("crds.renew")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, generated);
        }
        assertThat(Files.readString(FILE)).as("renew with " + RENEW).isEqualTo(generated);
    }

    private ObjectNode schema() throws IOException {
        String definition = Definitions.generate(work).get("backuppolicies." + ApiGroup.NAME);
        JsonNode spec = new KubernetesSerialization()
                .convertValue(new KubernetesSerialization().unmarshal(definition, Map.class), JsonNode.class)
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "backup: in a mows-manifest.yaml")
                .put(
                        "description",
                        "How the app asks to be backed up by MOWS Backup; 'mows-backup manifest render' makes a BackupPolicy of"
                                + " it. Generated from the records of the module crds.")
                .put("type", "object");
        schema.putArray("required").add("apiVersion");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("apiVersion")
                .put("description", "The version of what stands in spec.")
                .put("const", ApiGroup.NAME + "/" + ApiGroup.VERSION);
        properties.set("spec", plain(spec.deepCopy()));
        return schema;
    }

    /** Without what only Kubernetes knows; in exchange, unknown fields are refused. */
    private static JsonNode plain(JsonNode schema) {
        ObjectNode object = (ObjectNode) schema;
        List.copyOf(object.properties()).stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith("x-kubernetes-"))
                .forEach(object::remove);
        for (String limit : List.of("minimum", "maximum")) {
            if (object.has(limit)) {
                object.put(limit, object.get(limit).longValue());
            }
        }
        if (object.has("properties")) {
            object.put("additionalProperties", false);
            object.get("properties").forEach(ManifestSchemaTest::plain);
        } else if (object.path("additionalProperties").isObject()) {
            plain(object.get("additionalProperties"));
        }
        if (object.has("items")) {
            plain(object.get("items"));
        }
        return object;
    }
}
