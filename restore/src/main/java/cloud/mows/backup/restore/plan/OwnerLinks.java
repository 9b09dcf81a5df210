package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Who owns what, after a restore. An owner has another uid than it had; a reference with the old one would make the garbage collector
 * delete what is restored.
 */
public final class OwnerLinks {
    private final Map<String, String> uids = new HashMap<>();

    /** An object is there again. */
    public void found(JsonNode saved, JsonNode live) {
        String old = saved.path("metadata").path("uid").asText();
        String now = live.path("metadata").path("uid").asText();
        if (!old.isEmpty() && !now.isEmpty()) {
            uids.put(old, now);
        }
    }

    /** Gives an object that is to be made those of its owners that are there; it does without the others. */
    public void link(JsonNode saved, ObjectNode wanted) {
        ArrayNode owners = JsonNodeFactory.instance.arrayNode();
        for (JsonNode owner : saved.path("metadata").path("ownerReferences")) {
            String now = uids.get(owner.path("uid").asText());
            if (now != null && owner instanceof ObjectNode reference) {
                owners.add(reference.deepCopy().put("uid", now));
            }
        }
        if (!owners.isEmpty() && wanted.get("metadata") instanceof ObjectNode metadata) {
            metadata.set("ownerReferences", owners);
        }
    }
}
