package cloud.mows.backup.app.serve;

import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.NoCluster;
import cloud.mows.backup.crds.meta.ApiGroup;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** The cluster that {@code $KUBECONFIG} names, with the rights of whoever is named there; open as long as the process lives. */
final class ShownCluster {
    private static final int REQUEST_MILLIS = 30_000;
    private static final int RETRIES = 1;
    private static final String REPOSITORIES =
            "/apis/" + ApiGroup.NAME + "/" + ApiGroup.VERSION + "/repositories?limit=1";

    private final Config config = ClusterClient.config(REQUEST_MILLIS, RETRIES);
    private final KubernetesClient client = ClusterClient.open(config);

    /** Whether this program runs in a pod of it. */
    static boolean isAround() {
        // The kubelet says so to every container.
        return System.getenv("KUBERNETES_SERVICE_HOST") != null;
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
}
