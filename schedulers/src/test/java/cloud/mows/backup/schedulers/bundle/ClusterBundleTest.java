package cloud.mows.backup.schedulers.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.ScriptedApi;
import cloud.mows.backup.core.ledger.LedgerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told of a cluster of MOWS, and of one that has nearly nothing. */
final class ClusterBundleTest {
    private static final String VERSION = "v1.31.1+k3s1";
    private static final Path GOLDEN = Path.of(
            "src/test/resources", ClusterBundleTest.class.getPackageName().replace('.', '/'));

    private final Map<String, String> files = new TreeMap<>();
    private final List<LedgerEntry> outcomes = new ArrayList<>();

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ClusterBundleTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(ClusterApi api) {
        new ClusterBundle(
                        api,
                        "mows-backup",
                        (name, content) -> files.put(name, new String(content, StandardCharsets.UTF_8)),
                        outcomes::add)
                .write();
    }

    private List<String> outcomes() {
        return outcomes.stream()
                .map(entry -> entry.type() + " " + entry.name() + " "
                        + entry.outcome().word()
                        + entry.path().map(path -> " " + path).orElse(""))
                .toList();
    }

    /** The golden files are renewed with -Dbundle.renew=true. */
    @Test
    void everyDocumentOfAClusterOfMows() throws Exception {
        write(new PlayedApi(VERSION, resource("cluster.yaml")));
        assertThat(files.keySet())
                .containsExactly(
                        "README.md",
                        "longhorn.yaml",
                        "mows.yaml",
                        "nodes.yaml",
                        "secrets.yaml",
                        "storage.yaml",
                        "versions.yaml");
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (Boolean.getBoolean("bundle.renew")) {
                Files.writeString(GOLDEN.resolve(file.getKey()), file.getValue());
            }
            assertThat(file.getValue()).as(file.getKey()).isEqualTo(Files.readString(GOLDEN.resolve(file.getKey())));
        }
        assertThat(outcomes())
                .contains(
                        "bundle versions.yaml captured /bundle/versions.yaml",
                        "bundle README.md captured /bundle/README.md",
                        "bundle token of k3s excused",
                        "bundle Secret mows-core-storage-longhorn/offsite excused",
                        "bundle configuration of the MOWS Manager excused")
                .noneMatch(line -> line.contains("failed"));
    }

    @Test
    void noValueOfASecretGetsOut() throws Exception {
        write(new PlayedApi(VERSION, resource("cluster.yaml")));
        assertThat(String.join("", files.values()))
                .contains("mows-core-storage-longhorn-secret")
                .doesNotContainIgnoringCase("hunter2")
                .doesNotContain("aHVudGVyMg");
        assertThat(outcomes).noneMatch(entry -> entry.reason().contains("hunter2"));
    }

    @Test
    void whatAClusterDoesNotHaveIsNoDocument() {
        write(new PlayedApi("v1.34.1", """
                apiVersion: v1
                kind: Node
                metadata: {name: attic}"""));
        assertThat(files.keySet()).containsExactly("README.md", "nodes.yaml", "versions.yaml");
        assertThat(outcomes())
                .contains(
                        "bundle longhorn.yaml excused",
                        "bundle mows.yaml excused",
                        "bundle secrets.yaml excused",
                        "bundle storage.yaml excused",
                        "bundle files of the control plane excused");
        assertThat(files.get("README.md"))
                .doesNotContain("/var/lib/rancher")
                .contains("How the API server and etcd were started");
    }

    @Test
    void oneThatCannotBeReadStopsNoOther() throws Exception {
        PlayedApi api = new PlayedApi(VERSION, resource("cluster.yaml"));
        api.refuse("v1", "nodes");
        write(api);
        assertThat(files).doesNotContainKey("nodes.yaml").containsKeys("versions.yaml", "mows.yaml");
        assertThat(files.get("README.md")).contains("`nodes.yaml` is missing: nodes may not be listed");
        assertThat(outcomes)
                .filteredOn(entry -> entry.outcome() == LedgerEntry.Outcome.FAILED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name()).isEqualTo("nodes.yaml");
                    assertThat(entry.reason()).contains("nodes may not be listed");
                });
    }

    /** What stands in an annotation is anybody's. */
    @Test
    void argumentsThatAreNoJsonAreNotShown() {
        write(new PlayedApi(VERSION, """
                apiVersion: v1
                kind: Node
                metadata: {name: attic, annotations: {k3s.io/node-args: "--token hunter2"}}"""));
        assertThat(files.get("nodes.yaml")).contains("attic").doesNotContain("hunter2");
    }

    /** The same by a client, from a server that answers in pages and does not know Longhorn. */
    @Test
    void aRealClientReadsPagesAndKindsThatAreNotServed() throws Exception {
        try (ScriptedApi server = new ScriptedApi()) {
            server.answer("GET /version", 200, "{\"gitVersion\": \"v1.34.1\", \"major\": \"1\", \"minor\": \"34\"}");
            server.answer("GET /api/v1/nodes?limit=50", 200, nodes("more", "attic"));
            server.answer("GET /api/v1/nodes?continue=more&limit=50", 200, nodes("", "cellar"));
            server.answer("GET /api/v1/namespaces/a/secrets/b", 200, """
                    {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "b", "namespace": "a"}}""");
            List<String> asked = new ArrayList<>();
            ClusterApi api = new ServedApi(server.client(), asked::add);
            assertThat(api.version()).isEqualTo("v1.34.1");
            assertThat(api.list("v1", "nodes", Entry::name)).containsExactly("attic", "cellar");
            assertThat(api.list("longhorn.io/v1beta2", "settings", Entry::name)).isEmpty();
            // Where a right names each kind, none is about those that are not there.
            server.fail("GET /apis/mows.cloud/v1/apps?limit=50", 403, "forbidden");
            assertThat(api.list("mows.cloud/v1", "apps", Entry::name)).isEmpty();
            server.fail("GET /apis/apps/v1/deployments?limit=50", 403, "forbidden");
            server.answer("GET /apis/apps/v1", 200, """
                    {"kind": "APIResourceList", "resources": [{"name": "deployments", "kind": "Deployment", "namespaced": true,
                     "verbs": ["list"]}]}""");
            assertThatThrownBy(() -> api.list("apps/v1", "deployments", Entry::name))
                    .hasMessageContaining("forbidden");
            assertThat(api.hasSecret("a", "b")).isTrue();
            assertThat(api.hasSecret("a", "c")).isFalse();
            assertThat(asked).contains("the version", "nodes", "nodes after attic", "settings", "Secret a/b");
        }
    }

    private static String nodes(String next, String name) {
        return """
                {"kind": "NodeList", "apiVersion": "v1", "metadata": {"continue": "%s"},
                 "items": [{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s"}}]}""".formatted(next, name);
    }
}
