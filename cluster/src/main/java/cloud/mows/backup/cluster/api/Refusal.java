package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/** What the API server says. */
public final class Refusal {
    private Refusal() {}

    /** Why it refused: in its own words where there are any, which are shorter than the client's. */
    public static String of(KubernetesClientException refusal) {
        return refusal.getStatus() != null && refusal.getStatus().getMessage() != null
                ? refusal.getStatus().getMessage()
                : Objects.requireNonNullElse(refusal.getMessage(), refusal.toString());
    }
}
