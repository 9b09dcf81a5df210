package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The API server, over the JDK's HTTP client. That on Vert.x, which Quarkus would take, does not repeat a request whose connection was closed before
 * the answer came, and can wait for a list without end (kubernetes-client #7299).
 */
public final class ClusterClient {
    private static final int CONNECTION_MILLIS = 10_000;

    private ClusterClient() {}

    /** @param retries few where somebody else tries again anyway */
    public static Config config(int requestMillis, int retries) {
        return new ConfigBuilder()
                .withRequestRetryBackoffLimit(retries)
                .withConnectionTimeout(CONNECTION_MILLIS)
                .withRequestTimeout(requestMillis)
                .build();
    }

    /** To be closed by the caller. */
    public static KubernetesClient open(Config config) {
        return open(config, new KubernetesSerialization());
    }

    /** One that reads and writes objects in a way of its own. To be closed by the caller. */
    public static KubernetesClient open(Config config, KubernetesSerialization serialization) {
        return new KubernetesClientBuilder()
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withKubernetesSerialization(serialization)
                .withConfig(config)
                .build();
    }
}
