package cloud.mows.backup.schedulers.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.ScriptedApi;
import cloud.mows.backup.core.layout.PartId;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of an API server's answers, by one that says what it is told to. */
final class ObjectReaderTest {
    private static final String PHOTOS = "/namespaces/photos/";
    private static final String LISTABLE =
            "{\"name\": \"%s\", \"kind\": \"%s\", \"namespaced\": true, \"verbs\": [\"get\", \"list\"]}";

    private final Map<String, String> written = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private ScriptedApi server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedApi();
        answer("/api/v1/namespaces/photos", 200, """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "photos", "resourceVersion": "1"}}""");
        answer("/apis", 200, "{\"kind\": \"APIGroupList\", \"groups\": []}");
        serve("/api/v1", kind("configmaps", "ConfigMap"), """
                {"name": "pods/log", "kind": "Pod", "namespaced": true, "verbs": ["get", "list"]},
                {"name": "nodes", "kind": "Node", "namespaced": false, "verbs": ["get", "list"]},
                {"name": "bindings", "kind": "Binding", "namespaced": true, "verbs": ["create"]}""");
        list("/api/v1" + PHOTOS + "configmaps?limit=500", "", map("a"), map("b"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(String address, int code, String body) {
        server.answer("GET " + address, code, body);
    }

    private void serve(String version, String... kinds) {
        answer(version, 200, "{\"kind\": \"APIResourceList\", \"resources\": [" + String.join(",", kinds) + "]}");
    }

    private void serveGroup(String group) {
        server.forget("GET /apis");
        answer("/apis", 200, """
                {"kind": "APIGroupList", "groups": [{"name": "%1$s", "versions": [{"groupVersion": "%1$s/v1", "version": "v1"}],
                 "preferredVersion": {"groupVersion": "%1$s/v1", "version": "v1"}}]}""".formatted(group));
    }

    private static String kind(String name, String kind) {
        return LISTABLE.formatted(name, kind);
    }

    private void list(String address, String next, String... objects) {
        answer(
                address,
                200,
                "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"metadata\": {\"continue\": \"" + next
                        + "\"}, \"items\": [" + String.join(",", objects) + "]}");
    }

    private static String map(String name) {
        return "{\"metadata\": {\"name\": \"" + name + "\", \"labels\": {\"name\": \"" + name + "\"}}, \"data\": {}}";
    }

    private void fail(String address, int code, String message) {
        server.fail("GET " + address, code, message);
    }

    /** Keeps what it is given, if the archive takes it. */
    private ObjectSink sink() {
        ObjectArchive archive = new ObjectArchive(OutputStream.nullOutputStream(), PartId.OBJECTS.path());
        return (kind, name, content, modified) -> {
            String path = archive.add(kind, name, content, modified);
            assertThat(written.put(path, new String(content, StandardCharsets.UTF_8)))
                    .isNull();
            return path;
        };
    }

    private List<ObjectOutcome> outcomes(String namespace, ObjectVerdicts verdicts) {
        List<ObjectOutcome> outcomes = new ArrayList<>();
        ObjectReader.namespace(server.client(), namespace, verdicts, sink(), outcomes::add, asked::add);
        return outcomes;
    }

    private List<String> read(ObjectVerdicts verdicts) {
        return outcomes("photos", verdicts).stream()
                .map(outcome -> outcome.kind() + " " + outcome.name() + " " + outcome.result()
                        + (outcome.path() == null ? ": " + outcome.reason() : " " + outcome.path()))
                .toList();
    }

    private Set<String> written() {
        return written.keySet();
    }

    @Test
    void everyObjectIsAFile() throws Exception {
        assertThat(read(ObjectVerdicts.NONE))
                .containsExactly(
                        "Namespace photos CAPTURED namespaces/photos.json",
                        "ConfigMap a CAPTURED configmaps/a.json",
                        "ConfigMap b CAPTURED configmaps/b.json");
        assertThat(written()).containsExactly("configmaps/a.json", "configmaps/b.json", "namespaces/photos.json");
        assertThat(written.get("configmaps/a.json"))
                .contains("\"apiVersion\" : \"v1\"", "\"kind\" : \"ConfigMap\"", "\"name\" : \"a\"");
    }

    @Test
    void whatBelongsToNoNamespaceIsReadByItself() throws Exception {
        list("/api/v1/nodes?limit=500", "", "{\"metadata\": {\"name\": \"attic\"}}");
        List<ObjectOutcome> outcomes = new ArrayList<>();
        ObjectReader.cluster(server.client(), ObjectVerdicts.NONE, sink(), outcomes::add, asked::add);
        assertThat(outcomes).extracting(ObjectOutcome::path).containsExactly("nodes/attic.json");
        assertThat(written()).containsExactly("nodes/attic.json");
    }

    @Test
    void pagesAreFollowed() {
        server.forget("GET /api/v1" + PHOTOS + "configmaps?limit=500");
        list("/api/v1" + PHOTOS + "configmaps?limit=500", "more", map("a"));
        list("/api/v1" + PHOTOS + "configmaps?continue=more&limit=500", "", map("b"));
        assertThat(read(ObjectVerdicts.NONE)).hasSize(3).last().asString().contains("ConfigMap b CAPTURED");
    }

    @Test
    void aListThatGrewOldGoesOnWhereItWas() {
        String address = "/api/v1" + PHOTOS + "configmaps?";
        server.forget("GET " + address + "limit=500");
        list(address + "limit=500", "old", map("a"));
        answer(address + "continue=old&limit=500", 410, """
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 410, "message": "too old",
                 "metadata": {"continue": "now/+"}}""");
        list(address + "continue=now%2F%2B&limit=500", "", map("c"));
        assertThat(read(ObjectVerdicts.NONE))
                .containsExactly(
                        "Namespace photos CAPTURED namespaces/photos.json",
                        "ConfigMap a CAPTURED configmaps/a.json",
                        "ConfigMap c CAPTURED configmaps/c.json");
    }

    @Test
    void aListThatBreaksOffIsToldAndWhatCameOfItStays() {
        String address = "/api/v1" + PHOTOS + "configmaps?";
        server.forget("GET " + address + "limit=500");
        list(address + "limit=500", "more", map("a"));
        fail(address + "continue=more&limit=500", 410, "too old");
        assertThat(read(ObjectVerdicts.NONE))
                .containsExactly(
                        "Namespace photos CAPTURED namespaces/photos.json",
                        "ConfigMap a CAPTURED configmaps/a.json",
                        "ConfigMap * FAILED: the rest of them cannot be read: too old");
    }

    @Test
    void aPageThatIsTooLargeIsAskedForInSmallerOnes() {
        String address = "/api/v1" + PHOTOS + "configmaps?";
        server.forget("GET " + address + "limit=500");
        String large = "{\"metadata\": {\"name\": \"%s\"}, \"data\": {\"k\": \"" + "v".repeat(7 << 20) + "\"}}";
        list(address + "limit=500", "", large.formatted("a"), large.formatted("b"));
        list(address + "limit=62", "", large.formatted("a"), large.formatted("b"));
        list(address + "limit=7", "", large.formatted("a"), large.formatted("b"));
        list(address + "limit=1", "b", large.formatted("a"));
        list(address + "continue=b&limit=1", "c", map("b"));
        list(address + "continue=c&limit=2", "", map("c"));
        assertThat(read(ObjectVerdicts.NONE))
                .containsExactly(
                        "Namespace photos CAPTURED namespaces/photos.json",
                        "ConfigMap a CAPTURED configmaps/a.json",
                        "ConfigMap b CAPTURED configmaps/b.json",
                        "ConfigMap c CAPTURED configmaps/c.json");
    }

    @Test
    void anAnswerThatIsNoListIsTold() {
        server.forget("GET /api/v1");
        serve("/api/v1", kind("configmaps", "ConfigMap"), kind("apples", "Apple"), kind("pears", "Pear"));
        answer("/api/v1" + PHOTOS + "apples?limit=500", 200, "<html>");
        list("/api/v1" + PHOTOS + "pears?limit=500", "", "{\"metadata\": {}}");
        assertThat(read(ObjectVerdicts.NONE))
                .anySatisfy(
                        line -> assertThat(line).startsWith("Apple * FAILED: ").contains("not a list"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("Pear * FAILED: ").contains("without a name"))
                .contains("ConfigMap b CAPTURED configmaps/b.json");
    }

    @Test
    void aKindThatCannotBeListedIsToldAndStopsNothing() {
        server.forget("GET /api/v1");
        serve("/api/v1", kind("configmaps", "ConfigMap"), kind("apples", "Apple"));
        fail("/api/v1" + PHOTOS + "apples?limit=500", 500, "the webhook is down");
        assertThat(read(ObjectVerdicts.NONE))
                .hasSize(4)
                .anySatisfy(
                        line -> assertThat(line).startsWith("Apple * FAILED: ").contains("the webhook is down"))
                .contains("ConfigMap b CAPTURED configmaps/b.json");
    }

    @Test
    void anApiThatIsAnnouncedButDoesNotAnswerIsTold() {
        serveGroup("example.org");
        fail("/apis/example.org/v1", 503, "its server is away");
        assertThat(outcomes("photos", ObjectVerdicts.NONE))
                .anySatisfy(outcome -> {
                    assertThat(outcome.apiVersion()).isEqualTo("example.org/v1");
                    assertThat(outcome.result()).isEqualTo(ObjectOutcome.Result.FAILED);
                    assertThat(outcome.reason()).contains("its server is away");
                })
                .anySatisfy(outcome -> assertThat(outcome.name()).isEqualTo("b"));
    }

    @Test
    void policiesExcuseByKindNameAndLabels() throws Exception {
        assertThat(read((kind, name, labels) -> kind.fullName().equals("configmaps") && labels.containsValue("b")
                        ? Optional.of(new Excuse("BackupPolicy photos/all", "not wanted"))
                        : Optional.empty()))
                .contains("ConfigMap b EXCUSED: not wanted");
        assertThat(written()).containsExactly("configmaps/a.json", "namespaces/photos.json");
    }

    @Test
    void whatTheClusterMakesAgainIsNotEvenListed() {
        server.forget("GET /api/v1");
        serve("/api/v1", kind("events", "Event"));
        assertThat(read(ObjectVerdicts.NONE))
                .containsExactly(
                        "Namespace photos CAPTURED namespaces/photos.json",
                        "Event * EXCUSED: tells what has happened, and new ones are written");
    }

    @Test
    void withoutTheNamespaceThereIsNothing() {
        assertThatThrownBy(() -> outcomes("nobody", ObjectVerdicts.NONE))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("there is no namespace nobody");
    }

    @Test
    void nothingIsWrittenOutsideOfTheFolderAndTheRestIs() throws Exception {
        server.forget("GET /api/v1" + PHOTOS + "configmaps?limit=500");
        list("/api/v1" + PHOTOS + "configmaps?limit=500", "", map("../../escaped"), map("b"));
        assertThat(read(ObjectVerdicts.NONE))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ConfigMap ../../escaped FAILED: ")
                        .contains("'../../escaped.json' is not a file name"))
                .contains("ConfigMap b CAPTURED configmaps/b.json");
        assertThat(written()).containsExactly("configmaps/b.json", "namespaces/photos.json");
    }

    @Test
    void anObjectThatCannotBeJudgedFailsAlone() {
        assertThat(read((kind, name, labels) -> {
                    if (name.equals("a")) {
                        throw new NullPointerException("no label");
                    }
                    return Optional.empty();
                }))
                .containsExactly(
                        "Namespace photos CAPTURED namespaces/photos.json",
                        "ConfigMap a FAILED: it cannot be saved: java.lang.NullPointerException: no label",
                        "ConfigMap b CAPTURED configmaps/b.json");
    }

    /** As Gateway API has them: GRPCRoute in v1, ReferenceGrant in v1beta1 alone. */
    @Test
    void aKindIsReadInTheMostPreferredVersionThatHasIt() {
        server.forget("GET /apis");
        answer("/apis", 200, """
                {"kind": "APIGroupList", "groups": [{"name": "example.org",
                 "versions": [{"groupVersion": "example.org/v1", "version": "v1"},
                              {"groupVersion": "example.org/v1beta1", "version": "v1beta1"}],
                 "preferredVersion": {"groupVersion": "example.org/v1", "version": "v1"}}]}""");
        serve("/apis/example.org/v1", kind("routes", "Route"));
        serve("/apis/example.org/v1beta1", kind("grants", "Grant"), kind("routes", "Route"));
        list("/apis/example.org/v1" + PHOTOS + "routes?limit=500", "", map("r"));
        list("/apis/example.org/v1beta1" + PHOTOS + "grants?limit=500", "", map("g"));
        assertThat(outcomes("photos", ObjectVerdicts.NONE))
                .extracting(outcome ->
                        outcome.apiVersion() + " " + outcome.kind() + " " + outcome.name() + " " + outcome.result())
                .contains("example.org/v1 Route r CAPTURED", "example.org/v1beta1 Grant g CAPTURED")
                .hasSize(5);
    }

    @Test
    void measurementsNeedNotAnswer() {
        serveGroup("metrics.k8s.io");
        fail("/apis/metrics.k8s.io/v1", 503, "its server is away");
        assertThat(outcomes("photos", ObjectVerdicts.NONE))
                .filteredOn(outcome -> outcome.result() != ObjectOutcome.Result.CAPTURED)
                .singleElement()
                .isEqualTo(new ObjectOutcome(
                        "metrics.k8s.io",
                        "*",
                        "*",
                        ObjectOutcome.Result.EXCUSED,
                        "MOWS Backup",
                        "is measured anew",
                        null));
    }

    @Test
    void tellsWhatItAsksFor() {
        read(ObjectVerdicts.NONE);
        assertThat(asked)
                .containsExactly("namespace photos", "what v1 serves", "which API groups there are", "configmaps");
    }
}
