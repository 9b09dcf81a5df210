package cloud.mows.backup.dashboards.people;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Somebody, as the API server knows them.
 *
 * @param uid tells them from others who had the name before; may be empty
 * @param extra what else the API server decides by
 */
public record Person(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    public Person {
        if (name.isEmpty()) {
            // It stands for nobody in requests for rights.
            throw new IllegalArgumentException("a person has a name");
        }
        Objects.requireNonNull(uid, "uid");
        groups = List.copyOf(groups);
        extra = extra.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** Short, for people: {@code mows-backup/anna} for a service account. */
    public String shortName() {
        return name.startsWith(SERVICE_ACCOUNT)
                ? name.substring(SERVICE_ACCOUNT.length()).replace(':', '/')
                : name;
    }
}
