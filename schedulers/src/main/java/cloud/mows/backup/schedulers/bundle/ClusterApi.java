package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is asked of the API server. */
interface ClusterApi {
    /** Of the server, as it tells it: {@code v1.31.1+k3s1}. */
    String version();

    /**
     * Hands over all objects of a kind in the whole cluster; none of a kind that is not served.
     *
     * @param plural as in addresses
     */
    void forEach(String apiVersion, String plural, Consumer<GenericKubernetesResource> taken);

    /** What is made of each object of a kind. */
    default <T> List<T> list(String apiVersion, String plural, Function<GenericKubernetesResource, T> entry) {
        List<T> entries = new ArrayList<>();
        forEach(apiVersion, plural, object -> entries.add(entry.apply(object)));
        return entries;
    }

    /** Whether there is such a Secret. */
    boolean hasSecret(String namespace, String name);
}
