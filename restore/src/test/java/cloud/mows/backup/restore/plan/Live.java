package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A namespace in memory, whose cluster serves every kind but {@code Unknown}. */
final class Live implements LiveState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<ObjectReference, JsonNode> objects = new HashMap<>();
    private final Set<String> classes = new HashSet<>(Set.of("fast"));
    private final Map<String, String> refusals = new HashMap<>();
    private boolean there;

    static JsonNode yaml(String text) {
        return JSON.valueToTree(Serialization.unmarshal("---\n" + text, Map.class));
    }

    Live with(String yaml) {
        JsonNode object = yaml(yaml);
        objects.put(ObjectReference.of(object), object);
        there = true;
        return this;
    }

    @Override
    public boolean hasNamespace() {
        return there;
    }

    @Override
    public boolean serves(ObjectReference object) {
        return !object.kind().equals("Unknown");
    }

    @Override
    public Optional<JsonNode> get(ObjectReference object) {
        return Optional.ofNullable(objects.get(object));
    }

    /** The server refuses to change any object of this name. */
    Live refusing(String name, String reason) {
        refusals.put(name, reason);
        return this;
    }

    @Override
    public Optional<String> refuses(JsonNode wanted) {
        return Optional.ofNullable(
                refusals.get(wanted.path("metadata").path("name").asText()));
    }

    @Override
    public void forEach(String apiVersion, String kind, Consumer<JsonNode> each) {
        objects.forEach((reference, object) -> {
            if (reference.apiVersion().equals(apiVersion) && reference.kind().equals(kind)) {
                each.accept(object);
            }
        });
    }

    @Override
    public boolean hasStorageClass(String name) {
        return classes.contains(name);
    }
}
