package cloud.mows.backup.crds;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Walks through the records that documents are made of. */
final class Records {
    private Records() {}

    /** Every component of every record that a kind is made of, as {@code Schedule.cron}. */
    static Set<String> components(Class<? extends HasMetadata> kind) {
        Set<String> names = new TreeSet<>();
        parts(kind, (part, record) -> collect(record, names));
        return names;
    }

    private static void collect(Class<?> record, Set<String> to) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (to.add(name(record, component)) && value(component).isRecord()) {
                collect(value(component), to);
            }
        }
    }

    /** Those of them that a document has. */
    static Set<String> used(Class<? extends HasMetadata> kind, JsonNode document) {
        Set<String> names = new TreeSet<>();
        parts(kind, (part, record) -> use(record, document.path(part), names));
        return names;
    }

    private static void use(Class<?> record, JsonNode node, Set<String> to) {
        for (RecordComponent component : record.getRecordComponents()) {
            JsonNode value = node.path(component.getName());
            if (value.isMissingNode()) {
                continue;
            }
            to.add(name(record, component));
            if (value(component).isRecord()) {
                (value.isArray() ? value : List.of(value)).forEach(element -> use(value(component), element, to));
            }
        }
    }

    private static String name(Class<?> record, RecordComponent component) {
        return record.getSimpleName() + "." + component.getName();
    }

    /** The type of a component, or of the elements of its list. */
    private static Class<?> value(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }

    private static void parts(Class<? extends HasMetadata> kind, BiConsumer<String, Class<?>> action) {
        ParameterizedType resource = (ParameterizedType) kind.getGenericSuperclass();
        action.accept("spec", (Class<?>) resource.getActualTypeArguments()[0]);
        Class<?> status = (Class<?>) resource.getActualTypeArguments()[1];
        // What mirrors something else has none.
        if (status != Void.class) {
            action.accept("status", status);
        }
    }
}
