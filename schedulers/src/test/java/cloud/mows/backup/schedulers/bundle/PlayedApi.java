package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A cluster of objects in YAML; what is not among them is not served. */
final class PlayedApi implements ClusterApi {
    private final String version;
    private final Map<String, List<GenericKubernetesResource>> objects = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    PlayedApi(String version, String yaml) {
        this.version = version;
        KubernetesSerialization read = new KubernetesSerialization();
        for (String document : yaml.split("\n---\n")) {
            GenericKubernetesResource object = read.unmarshal(document, GenericKubernetesResource.class);
            objects.computeIfAbsent(key(object), _ -> new ArrayList<>()).add(object);
        }
    }

    private static String key(GenericKubernetesResource object) {
        String kind = object.getKind().toLowerCase(Locale.ROOT);
        String plural =
                kind.endsWith("s") ? kind + "es" : kind.endsWith("y") ? kind.replaceAll("y$", "ies") : kind + "s";
        return object.getApiVersion() + "/" + plural;
    }

    void refuse(String apiVersion, String plural) {
        refused.add(apiVersion + "/" + plural);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void forEach(String apiVersion, String plural, Consumer<GenericKubernetesResource> taken) {
        if (refused.contains(apiVersion + "/" + plural)) {
            throw new KubernetesClientException(plural + " may not be listed", 403, null);
        }
        objects.getOrDefault(apiVersion + "/" + plural, List.of()).forEach(taken);
    }

    @Override
    public boolean hasSecret(String namespace, String name) {
        return objects.getOrDefault("v1/secrets", List.of()).stream()
                .anyMatch(secret -> Entry.namespace(secret).equals(namespace)
                        && Entry.name(secret).equals(name));
    }
}
