package cloud.mows.backup.dashboards.cluster;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** As the API server tells, which is believed for a while. */
public final class ServedKinds implements Kinds {
    private static final Duration AGE_MAX = Duration.ofMinutes(1);
    private static final int VERSIONS_MAX = 500;

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Map<String, Served> known = new LinkedHashMap<>();

    /** @param resources of the kinds of an API version */
    private record Served(Map<String, String> resources, Instant at) {}

    public ServedKinds(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Optional<String> resource(String apiVersion, String kind) {
        return Optional.ofNullable(served(apiVersion).get(kind)).or(() -> ofOtherVersion(apiVersion, kind));
    }

    /** One that is saved in a version that is not served any more comes back in another. */
    private Optional<String> ofOtherVersion(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        APIGroup group = client.getApiGroup(apiVersion.substring(0, slash));
        return group == null
                ? Optional.empty()
                : group.getVersions().stream()
                        .map(GroupVersionForDiscovery::getGroupVersion)
                        .flatMap(version -> Optional.ofNullable(served(version).get(kind)).stream())
                        .findFirst();
    }

    private Map<String, String> served(String apiVersion) {
        Instant now = clock.instant();
        synchronized (known) {
            Served before = known.get(apiVersion);
            if (before != null && before.at().plus(AGE_MAX).isAfter(now)) {
                return before.resources();
            }
        }
        APIResourceList list = client.getApiResources(apiVersion);
        Map<String, String> resources = list == null
                ? Map.of()
                : list.getResources().stream()
                        .filter(resource -> !resource.getName().contains("/"))
                        .collect(Collectors.toUnmodifiableMap(
                                APIResource::getKind, APIResource::getName, (first, second) -> first));
        synchronized (known) {
            known.remove(apiVersion);
            known.put(apiVersion, new Served(resources, now));
            while (known.size() > VERSIONS_MAX) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return resources;
    }
}
