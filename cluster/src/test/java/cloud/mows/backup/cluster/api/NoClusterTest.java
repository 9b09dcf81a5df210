package cloud.mows.backup.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

class NoClusterTest {
    private static final String SERVER = "https://10.0.0.1:6443/";

    private static String refused(int code, String message) {
        return NoCluster.because(
                SERVER,
                new KubernetesClientException(
                        "long talk",
                        code,
                        new StatusBuilder().withCode(code).withMessage(message).build()));
    }

    @Test
    void nobodyAnswers() {
        IOException cause = new IOException("request failed", new UnknownHostException("kubernetes.default.svc"));
        assertThat(NoCluster.because(SERVER, new KubernetesClientException("Operation failed", cause)))
                .isEqualTo("no Kubernetes answers at " + SERVER
                        + " (kubernetes.default.svc): run it in a cluster, or name one in $KUBECONFIG");
    }

    @Test
    void theDefinitionsAreMissing() {
        assertThat(refused(404, "not found"))
                .isEqualTo(NoCluster.withoutDefinitions(SERVER))
                .endsWith("install deploy/chart in it");
    }

    @Test
    void theRightsAreMissing() {
        assertThat(refused(403, "repositories is forbidden"))
                .contains("(repositories is forbidden)", "install deploy/chart");
        assertThat(refused(401, "Unauthorized")).contains("(Unauthorized)");
    }

    @Test
    void anythingElseIsToldInTheServersWords() {
        assertThat(refused(500, "etcd is full")).endsWith("cannot tell its Repositories: etcd is full");
    }

    @Test
    void whatSomebodyAskedForByHandIsRefusedInTheServersWords() {
        KubernetesClientException forbidden = new KubernetesClientException(
                "long talk",
                403,
                new StatusBuilder()
                        .withCode(403)
                        .withMessage("restores is forbidden")
                        .build());
        assertThat(NoCluster.refuses(SERVER, forbidden))
                .isEqualTo("the cluster at " + SERVER + " does not let you do that: restores is forbidden");
        KubernetesClientException invalid = new KubernetesClientException(
                "long talk",
                422,
                new StatusBuilder()
                        .withCode(422)
                        .withMessage("Restore is invalid: spec.app")
                        .build());
        assertThat(NoCluster.refuses(SERVER, invalid)).isEqualTo("Restore is invalid: spec.app");
        KubernetesClientException unknown = new KubernetesClientException(
                "Operation failed", new IOException("request failed", new UnresolvedAddressException()));
        assertThat(NoCluster.refuses(SERVER, unknown)).contains("(there is no machine of that name)");
    }
}
