package cloud.mows.backup.dashboards.people;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which fields a patch is about, without their values, which may be secrets. */
final class FieldNames {
    private FieldNames() {}

    /** Sorted, as {@code spec.planOnly}. */
    static List<String> of(Map<?, ?> patch) {
        return names("", patch).sorted().toList();
    }

    private static Stream<String> names(String above, Map<?, ?> patch) {
        return patch.entrySet().stream()
                .flatMap(field -> field.getValue() instanceof Map<?, ?> below && !below.isEmpty()
                        ? names(above + field.getKey() + ".", below)
                        : Stream.of(above + field.getKey()));
    }
}
