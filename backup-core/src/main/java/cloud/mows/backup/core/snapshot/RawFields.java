package cloud.mows.backup.core.snapshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fields that we do not know, name to raw JSON, in the order in which they stood. */
final class RawFields {
    private RawFields() {}

    static Map<String, String> copyOf(Map<String, String> fields) {
        return fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
