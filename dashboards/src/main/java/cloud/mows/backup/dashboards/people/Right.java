package cloud.mows.backup.dashboards.people;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody may or may not do, as the rules of roles have it.
 *
 * @param group of the API; empty for the core group
 * @param resource the plural of a kind, with a slash before a part of it: {@code deployments/scale}
 * @param namespace null for all of them, and for kinds that belong to none
 */
public record Right(
        String verb,
        String group,
        String resource,
        @Nullable String namespace) {
    public Right {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(resource, "resource");
        if (namespace != null && namespace.isEmpty()) {
            // It would be asked about all namespaces.
            throw new IllegalArgumentException("the name of the namespace is empty");
        }
    }

    /** For people, as kubectl names things: {@code update deployments.apps/scale in namespace photos}. */
    @Override
    public String toString() {
        int slash = resource.indexOf('/');
        String kind = slash < 0 ? resource : resource.substring(0, slash);
        return verb
                + " "
                + kind
                + (group.isEmpty() ? "" : "." + group)
                + resource.substring(kind.length())
                + (namespace == null ? " in the whole cluster" : " in namespace " + namespace);
    }
}
