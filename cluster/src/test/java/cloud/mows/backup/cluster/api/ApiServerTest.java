package cloud.mows.backup.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
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

    private ScriptedApi server;
    private ApiServer api;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedApi();
        api = new ApiServer(server.client());
    }

    @AfterEach
    void stop() {
        server.close();
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

    private Execution run() {
        return api.run("photos", "db-0", "db", List.of("psql", "--command", "CHECKPOINT"), Duration.ofSeconds(30));
    }

    /** How one ends that is run: e2e. */
    @Test
    void aCommandIsNotRunWhereTheServerRefusesIt() {
        server.answer("GET /api/v1/namespaces/photos/pods/db-0", 200, """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"namespace": "photos", "name": "db-0", "uid": "u"},
                 "spec": {"containers": [{"name": "log"}, {"name": "db"}]},
                 "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}}
                """);
        assertThat(run())
                .isEqualTo(new Execution.NotRunning("the API server answers 404 to the request to run a command"));
        String request = List.copyOf(server.requests()).stream()
                .filter(sent -> sent.startsWith("GET /api/v1/namespaces/photos/pods/db-0/exec?"))
                .findFirst()
                .orElseThrow();
        assertThat(request).contains("command=psql&command=--command&command=CHECKPOINT", "container=db");
        server.fail(request, 403, "pods is forbidden");
        assertThat(run())
                .isEqualTo(new Execution.Forbidden("the API server answers 403 to the request to run a command"));
        server.forget(request);
        server.fail(request, 503, "is starting");
        assertThatThrownBy(this::run).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void listsPageByPage() {
        server.answer("GET " + MAPS + "?limit=500", 200, page("a", "next"));
        server.answer("GET " + MAPS + "?continue=next&limit=500", 200, page("b", ""));
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
        server.fail("GET " + MAPS + "?limit=500", 403, "no");
        server.fail("GET " + MAPS + "/a", 403, "no");
        assertThatThrownBy(() -> api.list(ConfigMap.class, "photos")).isInstanceOf(KubernetesClientException.class);
        assertThatThrownBy(() -> api.get(ConfigMap.class, "photos", "a")).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void changesOnlyTheVersionThatWasSeen() {
        server.answer(
                "GET " + MAPS + "/a",
                200,
                server.client().getKubernetesSerialization().asJson(map()));
        api.apply(List.of(
                new Change.Delete(map()),
                new Change.Patch(
                        map(), Map.of("metadata", Map.of("labels", Map.of("x", "y")), "data", Map.of("k", "v")))));
        assertThat(server.requests())
                .filteredOn(request -> !request.startsWith("GET"))
                .satisfiesExactly(
                        delete -> assertThat(delete)
                                .startsWith("DELETE " + MAPS + "/a")
                                .contains("\"preconditions\"", "\"resourceVersion\":\"7\""),
                        patch -> assertThat(patch)
                                .startsWith("PATCH " + MAPS + "/a")
                                .contains("\"resourceVersion\":\"7\"", "\"x\":\"y\"", "\"k\":\"v\""));
    }

    /** With the right to scale and no other: nothing else of a workload is seen or sent. */
    @Test
    void scalesOnlyTheVersionThatWasSeen() {
        String scale = "/apis/apps/v1/namespaces/photos/statefulsets/db/scale";
        server.answer(
                "GET " + scale,
                200,
                "{\"kind\": \"Scale\", \"apiVersion\": \"autoscaling/v1\","
                        + " \"metadata\": {\"name\": \"db\", \"resourceVersion\": \"7\"}, \"spec\": {\"replicas\": 3}}");
        server.answer("PUT " + scale, 200, "{}");
        Replicas observed = api.replicas("StatefulSet", "photos", "db");
        assertThat(observed).isEqualTo(new Replicas("StatefulSet", "photos", "db", 3, "7"));
        assertThat(api.apply(List.of(new Change.Scale(observed, 0)))).isEmpty();
        assertThat(server.requests().getLast())
                .startsWith("PUT " + scale)
                .contains("\"resourceVersion\":\"7\"", "\"replicas\":0");
        server.fail("GET " + scale.replace("db", "gone"), 404, "no");
        assertThat(api.replicas("StatefulSet", "photos", "gone")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 422})
    void aRefusedCreationIsToldAndEndsTheList(int code) {
        server.fail("POST " + MAPS, code, "exceeded quota");
        assertThat(api.apply(List.of(new Change.Create(map()), new Change.Delete(map()))))
                .contains("exceeded quota");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void anotherWorldThanWasSeenIsNoError(int code) {
        server.fail("DELETE " + MAPS + "/a", code, "other");
        server.fail("PATCH " + MAPS + "/a", code, "other");
        server.fail("POST " + MAPS, 409, "already exists");
        assertThat(api.apply(
                        List.of(new Change.Delete(map()), new Change.Patch(map(), Map.of()), new Change.Create(map()))))
                .isEmpty();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aServerThatCannotAnswerThrows() {
        server.fail("POST " + MAPS, 500, "etcd");
        assertThatThrownBy(() -> api.apply(List.of(new Change.Create(map()))))
                .isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void theNewestWarningCounts() {
        ConfigMap object = map();
        object.getMetadata().setUid("u");
        server.answer(
                "GET /api/v1/namespaces/photos/events?fieldSelector=involvedObject.uid%3Du%2Ctype%3DWarning", 200, """
                        {"kind": "EventList", "apiVersion": "v1", "metadata": {}, "items": [
                          {"message": "never"},
                          {"message": "new", "lastTimestamp": "2026-01-02T00:00:00Z"},
                          {"message": "old", "lastTimestamp": "2026-01-01T00:00:00Z"}]}""");
        assertThat(api.warning(object)).contains("new");
    }
}
