package cloud.mows.backup.schedulers.bundle;

import cloud.mows.backup.cluster.api.Pages;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.function.Consumer;

/** The real one. */
final class ServedApi implements ClusterApi {
    /** A node may have tens of kilobytes. */
    private static final long PAGE_OBJECTS = 50;

    private final KubernetesClient client;
    private final Consumer<String> asking;

    /** @param asking is told before each request what it asks for */
    ServedApi(KubernetesClient client, Consumer<String> asking) {
        this.client = client;
        this.asking = asking;
    }

    @Override
    public String version() {
        asking.accept("the version");
        return client.getKubernetesVersion().getGitVersion();
    }

    @Override
    public void forEach(String apiVersion, String plural, Consumer<GenericKubernetesResource> taken) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        ResourceDefinitionContext kind = new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(apiVersion.substring(slash + 1))
                .withPlural(plural)
                .withNamespaced(false)
                .build();
        asking.accept(plural);
        try {
            Pages.forEach(client.genericKubernetesResources(kind), PAGE_OBJECTS, object -> {
                taken.accept(object);
                asking.accept(plural + " after " + object.getMetadata().getName());
            });
        } catch (KubernetesClientException e) {
            // Rights are looked at before it is whether there is such a kind, and we have none to what there is not.
            boolean isMissing = e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !isServed(apiVersion, plural));
            if (!isMissing) {
                throw e;
            }
        }
    }

    private boolean isServed(String apiVersion, String plural) {
        asking.accept("what " + apiVersion + " serves");
        APIResourceList served = client.getApiResources(apiVersion);
        return served != null
                && served.getResources().stream()
                        .anyMatch(resource -> resource.getName().equals(plural));
    }

    @Override
    public boolean hasSecret(String namespace, String name) {
        asking.accept("Secret " + namespace + "/" + name);
        return client.secrets().inNamespace(namespace).withName(name).get() != null;
    }
}
