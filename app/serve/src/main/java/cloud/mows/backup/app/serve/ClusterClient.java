package cloud.mows.backup.app.serve;

import cloud.mows.backup.cluster.api.NoCluster;
import cloud.mows.backup.crds.meta.ApiGroup;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** The cluster that {@code $KUBECONFIG} names, with the rights of whoever is named there. */
final class ClusterClient implements AutoCloseable {
    private static final int CONNECTION_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 30_000;
    private static final String REPOSITORIES =
            "/apis/" + ApiGroup.NAME + "/" + ApiGroup.VERSION + "/repositories?limit=1";

    private final Config config;
    private final KubernetesClient client;

    private ClusterClient(Config config) {
        this.config = config;
        this.client = new KubernetesClientBuilder()
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withConfig(config)
                .build();
    }

    static ClusterClient open() {
        return new ClusterClient(new ConfigBuilder()
                .withRequestRetryBackoffLimit(1)
                .withConnectionTimeout(CONNECTION_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .build());
    }

    /** @return why it cannot be shown, in a sentence; empty if it can */
    Optional<String> objection() {
        try {
            return client.raw(REPOSITORIES) == null
                    ? Optional.of(NoCluster.withoutDefinitions(config.getMasterUrl()))
                    : Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(NoCluster.refuses(config.getMasterUrl(), e));
        }
    }

    /** What people call it. */
    String name() {
        return Optional.ofNullable(config.getCurrentContext())
                .map(NamedContext::getName)
                .orElseGet(() -> Objects.requireNonNullElse(
                        URI.create(config.getMasterUrl()).getHost(), config.getMasterUrl()));
    }

    KubernetesClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
