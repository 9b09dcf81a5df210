package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API server makes of our definitions, and of the documents that the module crds is tested with. */
@ClusterTest
class CustomResourcesE2E {
    private static final Path DEFINITIONS = Machine.root().resolve("deploy/chart/definitions");
    private static final Path SAMPLES = Machine.root().resolve("deploy/samples");
    private static final Path DOCUMENTS = Machine.root().resolve("crds/src/test/resources/cloud/mows/backup/crds");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> NAMESPACES = List.of("notes", "mows-backup");
    private static final List<String> KINDS = List.of(
            "repository",
            "clusterbackuppolicy",
            "backuppolicy",
            "backupgrant",
            "backup",
            "restorepoint",
            "restore",
            "browsesession");

    private final TestCluster cluster;

    @TempDir
    Path folder;

    CustomResourcesE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    static void applyDefinitions(TestCluster cluster) throws InterruptedException {
        for (String namespace : NAMESPACES) {
            cluster.kubectl().succeed("create", "namespace", namespace);
        }
        Program definitions = cluster.kubectl();
        Finished applied = definitions.succeed("apply", "--server-side", "--filename", DEFINITIONS.toString());
        assertThat(applied.errors()).as("warnings").isEmpty();
        definitions.succeed(
                "wait", "--for=condition=Established", "--timeout=60s", "--filename", DEFINITIONS.toString());
    }

    @AfterEach
    void deleteDocuments() throws InterruptedException {
        for (String kind : KINDS) {
            cluster.kubectl().succeed("delete", kind, "--all", "--all-namespaces", "--timeout=60s");
        }
    }

    @AfterAll
    static void deleteDefinitions(TestCluster cluster) throws InterruptedException {
        cluster.kubectl().succeed("delete", "--timeout=60s", "--filename", DEFINITIONS.toString());
        for (String namespace : NAMESPACES) {
            cluster.kubectl().succeed("delete", "namespace", namespace, "--timeout=120s");
        }
    }

    @Test
    void samplesAreAccepted() throws Exception {
        List<Path> samples = files(SAMPLES);
        assertThat(samples).hasSizeGreaterThanOrEqualTo(2 * KINDS.size());
        for (Path sample : samples) {
            acceptsSilently(sample, "--dry-run=server");
        }
        for (Path sample : samples) {
            acceptsSilently(sample, "--force-conflicts");
        }
    }

    /** The same files that tell a machine without Kubernetes what the defaults are. */
    @Test
    void absentFieldsGetTheirDefaults() throws Exception {
        for (String kind : KINDS) {
            Finished applied = acceptsSilently(
                    SAMPLES.resolve(kind + "-minimal.yaml"), "--dry-run=server", "--output=jsonpath={.spec}");
            assertThat(json(applied.output()))
                    .as(kind)
                    .isEqualTo(json(Files.readString(DOCUMENTS.resolve("defaults/" + kind + ".json"))));
        }
    }

    @Test
    void wrongDocumentsAreRefusedWithAReason() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (String table : List.of("refused.yaml", "refused-by-schema.yaml")) {
            for (String document : Files.readString(DOCUMENTS.resolve(table)).split("(?m)^---\n")) {
                String message = document.lines().findFirst().orElseThrow().substring("# ".length());
                Finished refused = apply(write(document), "--dry-run=server");
                softly.assertThat(refused.exitCode()).as(document).isEqualTo(1);
                softly.assertThat(refused.errors()).as(document).contains(message);
            }
        }
        softly.assertAll();
    }

    @Test
    void aRunCanOnlyBeCancelledAndStaysAsItFinished() throws Exception {
        acceptsSilently(SAMPLES.resolve("backup-minimal.yaml"));
        Program backup =
                cluster.kubectl("notes").and("patch", "backup", "notes-before-upgrade", "--type=merge", "--patch");
        refuses(
                backup,
                "{\"spec\": {\"policy\": {\"name\": \"other\"}}}",
                "a Backup cannot be changed, only cancelled: make another one");
        backup.succeed("{\"spec\": {\"cancel\": true}}");
        refuses(backup, "{\"spec\": {\"cancel\": false}}", "a cancelled Backup cannot go on: make another one");

        Program status = cluster.kubectl("notes")
                .and("patch", "backup", "notes-before-upgrade", "--subresource=status", "--type=merge", "--patch");
        refuses(
                status,
                "{\"status\": {\"phase\": \"Succeeded\"}}",
                "phase Succeeded needs a ledger in which nothing failed");
        status.succeed("{\"status\": {\"phase\": \"Failed\"}}");
        refuses(status, "{\"status\": {\"phase\": \"Running\"}}", "a finished Backup stays as it finished");
        refuses(
                status,
                "{\"status\": {\"parts\": [{\"type\": \"Volume\", \"name\": \"files\", \"phase\": \"Failed\"}]}}",
                "a part that is Failed or Skipped needs a reason");
    }

    @Test
    void whatARestoreDoesCannotBeChangedOnceItsPlanWasLookedAt() throws Exception {
        acceptsSilently(SAMPLES.resolve("restore-full.yaml"));
        Program restore = cluster.kubectl("mows-backup")
                .and("patch", "restore", "photos-as-of-sunday", "--type=merge", "--patch");
        for (String change : List.of(
                "app: other",
                "targetNamespace: null",
                "storageClasses: [{from: longhorn, to: other}]",
                "storageClasses: null",
                "only: [ConfigMap/other]",
                "only: null",
                "asOf: null",
                "existing: Keep, deleteFiles: false",
                "deleteFiles: false",
                "saveFirst: false")) {
            refuses(restore, "spec: {" + change + "}", "a Restore cannot be changed, only let go on: make another one");
        }
        restore.succeed("spec: {planOnly: false}");
        refuses(restore, "spec: {planOnly: true}", "a Restore that goes on is no plan any more");
        restore.succeed("spec: {cancel: true}");
        refuses(restore, "spec: {cancel: false}", "a cancelled Restore cannot go on: make another one");
    }

    @Test
    void aRepositoryIsNeverTakenForAnother() throws Exception {
        acceptsSilently(SAMPLES.resolve("repository-full.yaml"));
        acceptsSilently(DOCUMENTS.resolve("status/repository.yaml"), "--subresource=status");
        Program status = cluster.kubectl()
                .and("patch", "repository", "usb-disk", "--subresource=status", "--type=merge", "--patch");
        String message =
                "the id of a repository never changes: for another repository delete this Repository and create it again";
        refuses(status, "{\"status\": {\"id\": \"" + "a".repeat(64) + "\"}}", message);
        refuses(status, "{\"status\": {\"id\": null}}", message);
    }

    /** Two owners of one list, as the controller and a person are of conditions. */
    @Test
    void elementsOfTwoOwnersAreMerged() throws Exception {
        acceptsSilently(SAMPLES.resolve("repository-full.yaml"));
        acceptsSilently(DOCUMENTS.resolve("status/repository.yaml"), "--subresource=status");
        acceptsSilently(write("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata:
                  name: usb-disk
                status:
                  conditions:
                    - type: Checked
                      status: "True"
                      reason: NoDamage
                      lastTransitionTime: "2026-11-22T09:12:00Z"
                """), "--subresource=status", "--field-manager=checker");
        assertThat(cluster.kubectl()
                        .succeed("get", "repository", "usb-disk", "--output=jsonpath={.status.conditions[*].type}")
                        .output())
                .isEqualTo("Ready Checked");
    }

    /** What the program makes of a manifest, the API server takes, word for word. */
    @Test
    void theKeyOfAManifestBecomesAPolicy() throws Exception {
        Program mows = Machine.mows(folder, folder.toString());
        Path manifests =
                Machine.root().resolve("app/service/src/test/resources/cloud/mows/backup/app/service/manifest");
        String rendered = mows.succeed(
                        "manifest", "render", manifests.resolve("package.yaml").toString(), "--namespace", "notes")
                .output();
        acceptsSilently(write(rendered));
        assertThat(cluster.kubectl("notes")
                        .succeed("get", "backuppolicy", "notes", "--output=jsonpath={.spec.hooks[0].pre.command}")
                        .output())
                .isEqualTo("[\"notes\",\"maintenance\",\"on\"]");
        assertThat(mows.succeed(
                                "manifest",
                                "validate",
                                manifests.resolve("compose.yaml").toString())
                        .output())
                .contains("a compose project, app recipes: backup is valid");
    }

    @Test
    void columnsAreReadable() throws Exception {
        for (Path sample : files(SAMPLES)) {
            acceptsSilently(sample, "--force-conflicts");
        }
        for (Path status : files(DOCUMENTS.resolve("status"))) {
            acceptsSilently(status, "--subresource=status");
        }
        StringBuilder printed = new StringBuilder();
        for (String kind : KINDS) {
            for (String format : List.of("", "wide")) {
                printed.append(PrintedTable.withoutAges(get(kind, "--sort-by={.metadata.name}", "--output=" + format)))
                        .append('\n');
            }
        }
        assertThat(printed.toString()).isEqualTo(text("columns.txt"));
    }

    @Test
    void namesAreShortAndNothingIsInAll() throws Exception {
        for (String kind : KINDS) {
            acceptsSilently(SAMPLES.resolve(kind + "-minimal.yaml"));
        }
        for (String name : List.of("mbrepo", "mbcpol", "mbpol", "mbgrant", "mb")) {
            assertThat(get(name, "--output=name")).isNotEmpty();
        }
        assertThat(get("mows-backup", "--output=name").lines()).hasSameSizeAs(KINDS);
        assertThat(get("all", "--output=name")).doesNotContain("backup.k8s.mows.cloud");
    }

    /** kubectl explain shows what the API server serves as its OpenAPI description. */
    @Test
    void everyFieldIsExplained() throws Exception {
        JsonNode schemas = json(openApi()).at("/components/schemas");
        List<String> silent = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        for (String kind : KINDS) {
            schemas.properties().stream()
                    .filter(schema -> schema.getKey().matches("(?i)cloud\\.mows\\.k8s\\.backup\\.v1alpha1\\." + kind))
                    .forEach(schema -> explained(kind, schema.getValue(), seen, silent));
        }
        assertThat(seen)
                .contains("repository.spec.address", "backup.status.parts.snapshots.id")
                .hasSizeGreaterThan(200);
        assertThat(silent).isEmpty();
        assertThat(cluster.kubectl()
                        .succeed("explain", "backuppolicy.spec.retention.within")
                        .output())
                .contains("Note that m is months");
    }

    /** It appears some time after the definitions are established. */
    private String openApi() throws InterruptedException {
        Program get = cluster.kubectl().and("get", "--raw", "/openapi/v3/apis/backup.k8s.mows.cloud/v1alpha1");
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        Finished got = get.run();
        while (!KINDS.stream().allMatch(got.output().toLowerCase(Locale.ROOT)::contains)
                && System.nanoTime() < giveUpAt) {
            Thread.sleep(100);
            got = get.run();
        }
        return got.exits(0).output();
    }

    private static void explained(String path, JsonNode schema, TreeSet<String> seen, List<String> silent) {
        seen.add(path);
        if (schema.path("description").asText().isBlank() && !schema.has("allOf")) {
            silent.add(path);
        }
        JsonNode object = schema.has("items") ? schema.get("items") : schema;
        object.path("properties")
                .properties()
                .forEach(field -> explained(path + "." + field.getKey(), field.getValue(), seen, silent));
    }

    private Finished apply(Path file, String... options) throws InterruptedException {
        return cluster.kubectl()
                .and("apply", "--server-side", "--filename", file.toString())
                .run(options);
    }

    private String get(String what, String... options) throws InterruptedException {
        return cluster.kubectl()
                .and("get", what, "--all-namespaces")
                .succeed(options)
                .output();
    }

    /** Applies it, and fails on a warning. */
    private Finished acceptsSilently(Path file, String... options) throws InterruptedException {
        Finished applied = apply(file, options).exits(0);
        assertThat(applied.errors()).as("warnings for %s", file).isEmpty();
        return applied;
    }

    private static void refuses(Program patch, String change, String message) throws InterruptedException {
        assertThat(patch.run(change).exits(1).errors()).contains(message);
    }

    private Path write(String document) throws IOException {
        return Files.writeString(folder.resolve("document.yaml"), document);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static String text(String resource) throws IOException {
        try (var file = Objects.requireNonNull(CustomResourcesE2E.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
