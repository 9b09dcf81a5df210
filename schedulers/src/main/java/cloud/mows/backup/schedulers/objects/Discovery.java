package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.cluster.api.Refusal;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which kinds the API serves. */
final class Discovery {
    private static final String CORE = "v1";

    private final KubernetesClient client;
    private final Consumer<String> asking;
    private final BiConsumer<String, String> failed;

    /**
     * @param asking is told of each API version before it is asked
     * @param failed is told of each API version that cannot be asked, and why
     */
    Discovery(KubernetesClient client, Consumer<String> asking, BiConsumer<String, String> failed) {
        this.client = client;
        this.asking = asking;
        this.failed = failed;
    }

    /**
     * Those that can be listed, sorted by name, each in the version that the server prefers of those that have it: not every
     * kind is served in the version that its group prefers.
     *
     * @param namespaced whether those that belong to namespaces are asked for, or the others
     * @param wanted the groups that are asked about; the core group always is
     */
    List<ObjectKind> kinds(boolean namespaced, Predicate<String> wanted) {
        Map<String, ObjectKind> kinds = new TreeMap<>();
        collect("", CORE, CORE, namespaced, kinds);
        asking.accept("which API groups there are");
        for (APIGroup group : client.getApiGroups().getGroups()) {
            if (wanted.test(group.getName())) {
                versions(group)
                        .forEach(version -> collect(
                                group.getName(), version.getVersion(), version.getGroupVersion(), namespaced, kinds));
            }
        }
        return List.copyOf(kinds.values());
    }

    /** The preferred one first; the server lists the others from the most stable to the least. */
    private static Stream<GroupVersionForDiscovery> versions(APIGroup group) {
        return Stream.concat(Stream.of(group.getPreferredVersion()), group.getVersions().stream())
                .distinct();
    }

    private void collect(
            String group, String version, String apiVersion, boolean namespaced, Map<String, ObjectKind> kinds) {
        APIResourceList served;
        asking.accept("what " + apiVersion + " serves");
        try {
            served = client.getApiResources(apiVersion);
        } catch (KubernetesClientException e) {
            failed.accept(apiVersion, Refusal.of(e));
            return;
        }
        if (served == null) {
            failed.accept(apiVersion, "it is announced, but not served");
            return;
        }
        for (APIResource resource : served.getResources()) {
            // A name with a slash is a part of another: deployments/scale.
            if (Boolean.TRUE.equals(resource.getNamespaced()) == namespaced
                    && resource.getVerbs().contains("list")
                    && resource.getVerbs().contains("get")
                    && !resource.getName().contains("/")) {
                ObjectKind kind = new ObjectKind(group, version, resource.getName(), resource.getKind());
                kinds.putIfAbsent(kind.fullName(), kind);
            }
        }
    }
}
