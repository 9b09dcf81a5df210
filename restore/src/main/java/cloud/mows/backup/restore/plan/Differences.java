package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** Where two objects differ. */
final class Differences {
    private static final int MAX = 3;

    private final List<String> paths = new ArrayList<>();

    private Differences() {}

    /** The first places where they do, as {@code spec.replicas}; values are not told, since they may be secret. */
    static List<String> between(JsonNode saved, JsonNode live) {
        Differences differences = new Differences();
        differences.collect("", saved, live);
        return differences.paths;
    }

    private void collect(String path, JsonNode saved, JsonNode live) {
        if (paths.size() >= MAX || saved.equals(live)) {
            return;
        }
        if (saved.isObject() && live.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            saved.fieldNames().forEachRemaining(names::add);
            live.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                collect(path.isEmpty() ? name : path + "." + name, saved.path(name), live.path(name));
            }
        } else if (saved.isArray() && live.isArray() && saved.size() == live.size()) {
            Iterator<JsonNode> other = live.elements();
            int index = 0;
            for (JsonNode element : saved) {
                collect(path + "[" + index++ + "]", element, other.next());
            }
        } else {
            paths.add(path);
        }
    }
}
