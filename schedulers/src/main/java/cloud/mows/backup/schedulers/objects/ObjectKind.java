package cloud.mows.backup.schedulers.objects;

import java.util.Objects;

/**
 * A kind that the API serves, in the most preferred of the versions that it serves the kind in.
 *
 * @param group empty for the core group
 * @param resource its plural, as in addresses
 */
public record ObjectKind(String group, String version, String resource, String kind) {
    public ObjectKind {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(kind, "kind");
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As kubectl names it: {@code configmaps}, {@code deployments.apps}. */
    public String fullName() {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
