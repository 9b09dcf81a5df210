package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.dashboards.problem.ApiException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** From outside the cluster: through the API server, as kubectl port-forward does, with the rights of whoever runs this program. */
public final class ForwardedReach implements Reach {
    private final KubernetesClient client;
    private final Map<String, LocalPortForward> forwards = new ConcurrentHashMap<>();

    public ForwardedReach(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public URI to(BrowseSession session) {
        LocalPortForward forward =
                forwards.computeIfAbsent(session.getMetadata().getName(), _ -> forward(session));
        return URI.create("http://127.0.0.1:" + forward.getLocalPort());
    }

    private LocalPortForward forward(BrowseSession session) {
        String address = Objects.requireNonNull(session.getStatus().address());
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        String namespace = session.getMetadata().getNamespace();
        List<Pod> pods = client.pods()
                .inNamespace(namespace)
                .withLabel(MoverTask.Identity.OWNER_LABEL, session.getMetadata().getUid())
                .list()
                .getItems();
        return pods.stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .findFirst()
                .map(pod -> client.pods().resource(pod).portForward(port))
                .orElseThrow(
                        () -> ApiException.conflict("the pod that looks into the repository is gone", "try again"));
    }

    @Override
    public void leave(String session) {
        LocalPortForward forward = forwards.remove(session);
        if (forward != null) {
            close(forward);
        }
    }

    private static void close(LocalPortForward forward) {
        try {
            forward.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        forwards.keySet().forEach(this::leave);
    }
}
