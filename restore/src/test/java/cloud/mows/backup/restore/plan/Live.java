package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A namespace in memory, whose cluster serves every kind but {@code Unknown}. */
final class Live implements LiveState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<ObjectReference, JsonNode> objects = new HashMap<>();
    private final Set<String> classes = new HashSet<>(Set.of("fast"));
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

    @Override
    public boolean hasStorageClass(String name) {
        return classes.contains(name);
    }
}
