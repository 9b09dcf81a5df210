package cloud.mows.backup.schedulers.objects;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.ScriptedApi;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReaderRightsTest {
    private static final String ROLE = "/apis/rbac.authorization.k8s.io/v1/clusterroles/mows-backup-reader";
    private static final String CORE = """
            {"kind": "APIResourceList", "resources": [
              {"name": "pods", "kind": "Pod", "namespaced": true, "verbs": ["get", "list", "create"]},
              {"name": "pods/exec", "kind": "PodExecOptions", "namespaced": true, "verbs": ["get", "create"]},
              {"name": "nodes", "kind": "Node", "namespaced": false, "verbs": ["get", "list"]},
              {"name": "nodes/proxy", "kind": "NodeProxyOptions", "namespaced": false, "verbs": ["get", "list"]},
              {"name": "bindings", "kind": "Binding", "namespaced": true, "verbs": ["create"]}]}""";
    private static final String APPS = """
            {"kind": "APIResourceList", "resources": [
              {"name": "deployments", "kind": "Deployment", "namespaced": true, "verbs": ["get", "list"]}]}""";

    private ScriptedApi server;
    private ReaderRights rights;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedApi();
        server.answer("GET /api/v1", 200, CORE);
        server.answer("GET /apis", 200, """
                {"kind": "APIGroupList", "groups": [{"name": "apps", "versions": [{"groupVersion": "apps/v1", "version": "v1"}],
                 "preferredVersion": {"groupVersion": "apps/v1", "version": "v1"}}]}""");
        server.answer("GET /apis/apps/v1", 200, APPS);
        rights = new ReaderRights(server.client());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> requests(String start) {
        return server.requests().stream()
                .filter(request -> request.startsWith(start))
                .toList();
    }

    private void role(String rules) {
        String role = "{\"apiVersion\": \"rbac.authorization.k8s.io/v1\", \"kind\": \"ClusterRole\","
                + " \"metadata\": {\"name\": \"mows-backup-reader\"}, \"rules\": " + rules + "}";
        server.answer("GET " + ROLE, 200, role);
        server.answer("PATCH " + ROLE, 200, role);
    }

    private static String rule(String group, String resources) {
        return "{\"apiGroups\":[\"" + group + "\"],\"resources\":[" + resources + "],\"verbs\":[\"get\",\"list\"]}";
    }

    @Test
    void everyKindIsNamedAndNoSubresource() {
        role("[]");
        rights.renew();
        assertThat(requests("PATCH " + ROLE))
                .singleElement()
                .asString()
                .contains("\"rules\":[" + rule("", "\"nodes\",\"pods\"") + "," + rule("apps", "\"deployments\"") + "]");
    }

    @Test
    void nothingIsWrittenWhereNothingIsNew() {
        role("[" + rule("", "\"nodes\",\"pods\"") + "," + rule("apps", "\"deployments\"") + "]");
        rights.renew();
        assertThat(requests("PATCH " + ROLE)).isEmpty();
    }

    @Test
    void ofAGroupThatDoesNotAnswerWhatWasAllowedStays() {
        role("[" + rule("apps", "\"statefulsets\"") + "," + rule("gone.example", "\"things\"") + "]");
        server.forget("GET /apis/apps/v1");
        server.fail("GET /apis/apps/v1", 503, "the server is currently unable to handle the request");
        rights.renew();
        assertThat(requests("PATCH " + ROLE))
                .singleElement()
                .asString()
                .contains(
                        "\"rules\":[" + rule("", "\"nodes\",\"pods\"") + "," + rule("apps", "\"statefulsets\"") + "]");
    }

    /** A backup tells of what it may not read; here nothing may keep it from being made. */
    @Test
    void thatItIsNotAllowedKeepsNothing() {
        role("[]");
        server.forget("PATCH " + ROLE);
        server.fail("PATCH " + ROLE, 403, "forbidden");
        rights.renew();
        server.forget("GET " + ROLE);
        server.fail("GET " + ROLE, 404, "not found");
        rights.renew();
    }
}
