package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.schedulers.cluster.Words;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Which kinds the API serves. */
final class Discovery {
    private static final String CORE = "v1";

    private final KubernetesClient client;
    private final BiConsumer<String, String> failed;

    /** @param failed is told of each API version that cannot be asked, and why */
    Discovery(KubernetesClient client, BiConsumer<String, String> failed) {
        this.client = client;
        this.failed = failed;
    }

    /**
     * Those that can be listed, sorted by name.
     *
     * @param namespaced whether those that belong to namespaces are asked for, or the others
     */
    List<ObjectKind> kinds(boolean namespaced) {
        List<ObjectKind> kinds = new ArrayList<>();
        collect("", CORE, CORE, namespaced, kinds);
        for (APIGroup group : client.getApiGroups().getGroups()) {
            collect(
                    group.getName(),
                    group.getPreferredVersion().getVersion(),
                    group.getPreferredVersion().getGroupVersion(),
                    namespaced,
                    kinds);
        }
        kinds.sort(Comparator.comparing(ObjectKind::fullName));
        return kinds;
    }

    private void collect(String group, String version, String apiVersion, boolean namespaced, List<ObjectKind> kinds) {
        APIResourceList served;
        try {
            served = client.getApiResources(apiVersion);
        } catch (KubernetesClientException e) {
            failed.accept(apiVersion, Words.of(e));
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
                kinds.add(new ObjectKind(group, version, resource.getName(), resource.getKind()));
            }
        }
    }
}
