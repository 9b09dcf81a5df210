package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A namespace as it is without our having scaled workloads to zero. */
public final class BeforeStop implements LiveState {
    private final LiveState live;
    private final Map<String, Integer> stopped;

    /** @param stopped how many replicas each of them had, by kind and name as {@code Deployment/web} */
    public BeforeStop(LiveState live, Map<String, Integer> stopped) {
        this.live = live;
        this.stopped = Map.copyOf(stopped);
    }

    @Override
    public Optional<JsonNode> get(ObjectReference object) {
        Integer replicas = object.group().equals("apps") ? stopped.get(object.kind() + "/" + object.name()) : null;
        return live.get(object).map(there -> replicas == null ? there : scaled(there, replicas));
    }

    private static JsonNode scaled(JsonNode there, int replicas) {
        JsonNode copy = there.deepCopy();
        if (copy.get("spec") instanceof ObjectNode spec && spec.path("replicas").asInt() == 0) {
            spec.put("replicas", replicas);
        }
        return copy;
    }

    @Override
    public boolean hasNamespace() {
        return live.hasNamespace();
    }

    @Override
    public boolean serves(ObjectReference object) {
        return live.serves(object);
    }

    @Override
    public void forEach(String apiVersion, String kind, Consumer<JsonNode> objects) {
        live.forEach(apiVersion, kind, objects);
    }

    @Override
    public Optional<String> refuses(JsonNode wanted) {
        return live.refuses(wanted);
    }

    @Override
    public boolean hasStorageClass(String name) {
        return live.hasStorageClass(name);
    }
}
