package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.ApiServer;
import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.ClusterClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WiringTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void aChangeWhoseAnswerIsLostIsMadeAgain() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::loseTheFirstAnswer);
        server.start();
        Config config = ClusterClient.config(5000, 2);
        config.setMasterUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        ConfigMap wanted = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .withNamespace("app")
                .endMetadata()
                .build();
        try (KubernetesClient client = new Wiring().client(config, new KubernetesSerialization())) {
            assertThat(new ApiServer(client).apply(List.of(new Change.Create(wanted))))
                    .isEmpty();
        } finally {
            server.stop(0);
        }
        assertThat(asked)
                .containsExactly("POST /api/v1/namespaces/app/configmaps", "POST /api/v1/namespaces/app/configmaps");
    }

    /** As an API server that goes down when it has done what it was asked for: who asks again finds it done. */
    private void loseTheFirstAnswer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        if (asked.size() > 1) {
            byte[] answer = """
                    {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "AlreadyExists", "code": 409, "message": "it is there"}
                    """.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_CONFLICT, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
