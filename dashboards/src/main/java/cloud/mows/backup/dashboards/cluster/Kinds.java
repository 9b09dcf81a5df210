package cloud.mows.backup.dashboards.cluster;

import java.util.Optional;

/** Which resource a kind is. */
@FunctionalInterface
interface Kinds {
    /**
     * Its name in addresses and roles; empty if the API does not serve the kind.
     *
     * @param apiVersion as {@code apps/v1}
     */
    Optional<String> resource(String apiVersion, String kind);
}
