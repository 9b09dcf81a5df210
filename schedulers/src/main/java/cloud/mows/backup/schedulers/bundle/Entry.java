package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mapping of a document, its keys in the order in which they are put; what is empty is left out. */
final class Entry {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Entry put(String key, @Nullable Object value) {
        boolean empty = value == null
                || value.equals("")
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (!empty) {
            values.put(key, value);
        }
        return this;
    }

    /** Fields of an object that keep their names. */
    Entry copy(GenericKubernetesResource from, String path, String... fields) {
        for (String field : fields) {
            put(field, at(from, path.isEmpty() ? field : path + "." + field));
        }
        return this;
    }

    Map<String, Object> map() {
        return values;
    }

    /**
     * A field of an object.
     *
     * @param path its name after those of what it is in, with dots between
     */
    static @Nullable Object at(GenericKubernetesResource object, String path) {
        Object value = object.getAdditionalProperties();
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    static String text(GenericKubernetesResource object, String path) {
        return at(object, path) instanceof String text ? text : "";
    }

    static Map<?, ?> mapping(GenericKubernetesResource object, String path) {
        return at(object, path) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The elements of a list that are mappings. */
    static List<Map<?, ?>> mappings(GenericKubernetesResource object, String path) {
        List<Map<?, ?>> found = new ArrayList<>();
        if (at(object, path) instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Map<?, ?> map) {
                    found.add(map);
                }
            });
        }
        return found;
    }

    static Map<String, String> annotations(GenericKubernetesResource object) {
        return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    }

    static Map<String, String> labels(GenericKubernetesResource object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    static String name(GenericKubernetesResource object) {
        return object.getMetadata().getName();
    }

    static String namespace(GenericKubernetesResource object) {
        return Objects.requireNonNullElse(object.getMetadata().getNamespace(), "");
    }
}
