package cloud.mows.backup.schedulers.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what is made of answers, with a server that says what it is told to. */
final class ApiServerTest {
    private static final String MAPS = "/api/v1/namespaces/photos/configmaps";

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private HttpServer server;
    private KubernetesClient client;
    private ApiServer api;

    private record Answer(int code, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl("http://localhost:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        api = new ApiServer(client);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request + (body.isEmpty() ? "" : " " + body));
        Answer answer = answers.getOrDefault(request, new Answer(404, status(404, "not found")));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.code(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String status(int code, String message) {
        return "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": " + code
                + ", \"message\": \"" + message + "\"}";
    }

    private static ConfigMap map() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("photos")
                .withName("a")
                .withResourceVersion("7")
                .endMetadata()
                .build();
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(api.get(ConfigMap.class, "photos", "a")).isNull();
        assertThat(api.list(ConfigMap.class, "photos")).isEmpty();
    }

    @Test
    void listsPageByPage() {
        answers.put("GET " + MAPS + "?limit=500", new Answer(200, page("a", "next")));
        answers.put("GET " + MAPS + "?continue=next&limit=500", new Answer(200, page("b", "")));
        assertThat(api.list(ConfigMap.class, "photos"))
                .extracting(found -> found.getMetadata().getName())
                .containsExactly("a", "b");
    }

    private static String page(String name, String next) {
        return "{\"kind\": \"ConfigMapList\", \"apiVersion\": \"v1\", \"metadata\": {\"continue\": \"" + next
                + "\"}, \"items\": [{\"metadata\": {\"name\": \"" + name + "\"}}]}";
    }

    @Test
    void whoMayNotLookIsNotToldThatNothingIsThere() {
        answers.put("GET " + MAPS + "?limit=500", new Answer(403, status(403, "no")));
        answers.put("GET " + MAPS + "/a", new Answer(403, status(403, "no")));
        assertThatThrownBy(() -> api.list(ConfigMap.class, "photos")).isInstanceOf(KubernetesClientException.class);
        assertThatThrownBy(() -> api.get(ConfigMap.class, "photos", "a")).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void changesOnlyTheVersionThatWasSeen() {
        answers.put(
                "GET " + MAPS + "/a",
                new Answer(200, client.getKubernetesSerialization().asJson(map())));
        api.apply(List.of(
                new Change.Delete(map()),
                new Change.Patch(
                        map(), Map.of("metadata", Map.of("labels", Map.of("x", "y")), "data", Map.of("k", "v")))));
        assertThat(requests)
                .filteredOn(request -> !request.startsWith("GET"))
                .satisfiesExactly(
                        delete -> assertThat(delete)
                                .startsWith("DELETE " + MAPS + "/a")
                                .contains("\"preconditions\"", "\"resourceVersion\":\"7\""),
                        patch -> assertThat(patch)
                                .startsWith("PATCH " + MAPS + "/a")
                                .contains("\"resourceVersion\":\"7\"", "\"x\":\"y\"", "\"k\":\"v\""));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 422})
    void aRefusedCreationIsToldAndEndsTheList(int code) {
        answers.put("POST " + MAPS, new Answer(code, status(code, "exceeded quota")));
        assertThat(api.apply(List.of(new Change.Create(map()), new Change.Delete(map()))))
                .contains("exceeded quota");
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void anotherWorldThanWasSeenIsNoError(int code) {
        answers.put("DELETE " + MAPS + "/a", new Answer(code, status(code, "other")));
        answers.put("PATCH " + MAPS + "/a", new Answer(code, status(code, "other")));
        answers.put("POST " + MAPS, new Answer(409, status(409, "already exists")));
        assertThat(api.apply(
                        List.of(new Change.Delete(map()), new Change.Patch(map(), Map.of()), new Change.Create(map()))))
                .isEmpty();
        assertThat(requests).hasSize(3);
    }

    @Test
    void aServerThatCannotAnswerThrows() {
        answers.put("POST " + MAPS, new Answer(500, status(500, "etcd")));
        assertThatThrownBy(() -> api.apply(List.of(new Change.Create(map()))))
                .isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void theNewestWarningCounts() {
        ConfigMap object = map();
        object.getMetadata().setUid("u");
        answers.put(
                "GET /api/v1/namespaces/photos/events?fieldSelector=involvedObject.uid%3Du%2Ctype%3DWarning",
                new Answer(200, """
                        {"kind": "EventList", "apiVersion": "v1", "metadata": {}, "items": [
                          {"message": "never"},
                          {"message": "new", "lastTimestamp": "2026-01-02T00:00:00Z"},
                          {"message": "old", "lastTimestamp": "2026-01-01T00:00:00Z"}]}"""));
        assertThat(api.warning(object)).contains("new");
    }
}
