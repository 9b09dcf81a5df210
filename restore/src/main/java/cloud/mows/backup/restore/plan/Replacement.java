package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An object that is there, with what was saved in the place of what people wrote: what a server, a scheduler or a controller has put
 * there (uid, owners, addresses, status) stays as it is now.
 */
public final class Replacement {
    private Replacement() {}

    /** @return a new tree, of the version that was seen: the server refuses it if the object has changed since */
    public static ObjectNode of(JsonNode saved, JsonNode live) {
        ObjectNode wanted = ObjectCleaning.clean(saved);
        keep(wanted, live, ObjectCleaning.clean(live));
        return wanted;
    }

    /** @param clean what of the live one is not kept */
    private static void keep(ObjectNode wanted, JsonNode live, JsonNode clean) {
        for (Map.Entry<String, JsonNode> field : live.properties()) {
            String name = field.getKey();
            JsonNode there = wanted.get(name);
            if (!clean.has(name)) {
                if (there == null) {
                    wanted.set(name, field.getValue().deepCopy());
                }
            } else if (there instanceof ObjectNode into && field.getValue().isObject()) {
                keep(into, field.getValue(), clean.get(name));
            }
        }
    }
}
