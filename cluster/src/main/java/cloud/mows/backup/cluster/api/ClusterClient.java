package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/**
 * The API server for what runs without Quarkus, over the JDK's HTTP client: that on Vert.x can wait for a list without end
 * (kubernetes-client #7299).
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
        return new KubernetesClientBuilder()
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withConfig(config)
                .build();
    }
}
