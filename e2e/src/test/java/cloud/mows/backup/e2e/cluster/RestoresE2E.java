package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app whose namespace was deleted comes back: its objects field by field, its volume byte by byte, and it runs on them. */
@ClusterTest
class RestoresE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String APP = "album";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the server sets, in objects of the kinds that are compared. */
    private static final List<String> SERVER_METADATA =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "ownerReferences");

    private final TestCluster cluster;
    private Server server;

    @TempDir
    Path folder;

    RestoresE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    static void install(TestCluster cluster) throws Exception {
        OurController.install(cluster);
    }

    @AfterAll
    static void uninstall(TestCluster cluster) throws InterruptedException {
        OurController.uninstall(cluster);
    }

    @BeforeEach
    void makeAppAndBackup() throws Exception {
        server = Server.s3(folder, cluster.hostAddress());
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.apply(APP, "album.yaml");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
        makeRepository();
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: before, namespace: album}
                spec: {policy: {kind: ClusterBackupPolicy, name: default}}
                """);
        String phase = OurController.until(
                cluster,
                "the Backup ends",
                cluster.kubectl(APP).and("get", "backup", "before", "--output", "jsonpath={.status.phase}"),
                printed -> printed.matches("Succ.*|.*Failed"));
        assertThat(phase)
                .as(cluster.kubectl(APP)
                        .succeed("get", "backup", "before", "--output", "yaml")
                        .output())
                .isEqualTo("Succeeded");
    }

    private void makeRepository() throws Exception {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite}
                spec:
                  address: "s3:http://%s:%s/backups/home"
                  credentialsSecret: offsite
                  password: {name: offsite, key: password}
                """.formatted(cluster.hostAddress().getHostAddress(), server.port()));
        cluster.await(APP, "repository/offsite", "condition=Ready", PATIENCE);
    }

    @AfterEach
    void removeAppAndRepository() throws InterruptedException {
        cluster.kubectl().succeed("delete", "repositories,clusterbackuppolicies", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "restores,backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "restorepoints", "--all", "--timeout=60s");
        cluster.kubectl().run("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
        server.close();
    }

    private Program app() throws InterruptedException {
        return Machine.mows(folder, "none")
                .with("KUBECONFIG", cluster.kubeconfig().toString());
    }

    /** Each object of the kinds that people write, by kind and name, without what the server sets. */
    private Map<String, JsonNode> objects() throws Exception {
        Map<String, JsonNode> objects = new TreeMap<>();
        String printed = cluster.kubectl(APP)
                .succeed(
                        "get",
                        "configmaps,secrets,services,serviceaccounts,deployments,roles,rolebindings,networkpolicies,cronjobs,"
                                + "persistentvolumeclaims,pods",
                        "--output=json")
                .output();
        for (JsonNode each : JSON.readTree(printed).get("items")) {
            ObjectNode object = (ObjectNode) each;
            ObjectNode metadata = (ObjectNode) object.get("metadata");
            if (metadata.has("ownerReferences")) {
                continue;
            }
            metadata.remove(SERVER_METADATA);
            object.remove("status");
            if (object.get("spec") instanceof ObjectNode spec) {
                spec.remove(List.of("clusterIP", "clusterIPs", "volumeName", "nodeName", "volumes"));
                spec.path("containers").forEach(container -> ((ObjectNode) container).remove("volumeMounts"));
            }
            if (metadata.get("annotations") instanceof ObjectNode annotations) {
                annotations.remove(List.of(
                        "volume.beta.kubernetes.io/storage-provisioner",
                        "volume.kubernetes.io/storage-provisioner",
                        "volume.kubernetes.io/selected-node",
                        "pv.kubernetes.io/bound-by-controller",
                        "pv.kubernetes.io/bind-completed"));
                if (annotations.isEmpty()) {
                    metadata.remove("annotations");
                }
            }
            // Filled by controllers in their own time, with what differs between clusters.
            if (!metadata.get("name").asText().equals("kube-root-ca.crt")) {
                objects.put(
                        object.get("kind").asText() + " " + metadata.get("name").asText(), object);
            }
        }
        return objects;
    }

    @Test
    void anAppComesBackAfterItsNamespaceWasDeleted() throws Exception {
        Map<String, JsonNode> before = objects();
        assertThat(before)
                .containsKeys(
                        "Secret key", "Service web", "Deployment web", "Pod alone", "PersistentVolumeClaim photos");
        Path saved = folder.resolve("saved");
        Files.createDirectory(saved);
        cluster.inside("rsync").succeed("-aHAX", cluster.volume(APP, "photos") + "/", saved + "/");

        Finished planOfNothing = app().succeed("app", "restore", APP, "--plan");
        assertThat(planOfNothing.output()).contains("claim is there", "as they were");

        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
        assertThat(cluster.kubectl()
                        .succeed("get", "restorepoints", "--no-headers")
                        .output())
                .as("restore points outlive the namespace")
                .contains(APP);
        // As on a new cluster, which knows nothing but where the repository is.
        cluster.kubectl().succeed("delete", "repository", "offsite", "--timeout=60s");
        cluster.kubectl().succeed("delete", "restorepoints", "--all", "--timeout=60s");
        makeRepository();
        OurController.until(
                cluster,
                "what the repository holds is shown",
                cluster.kubectl().and("get", "restorepoints", "--no-headers"),
                printed -> printed.contains(APP));

        Finished plan = app().succeed("app", "restore", APP, "--plan");
        assertThat(plan.output())
                .contains("namespace album is created")
                .containsPattern("volume photos \\(1Gi.*\\) is made and filled")
                .contains("Deployment web", "Secret key")
                .doesNotContain("IMPOSSIBLE");
        assertThat(cluster.kubectl().run("get", "namespace", APP).exitCode())
                .as("a plan changes nothing")
                .isEqualTo(1);
        assertThat(app().run("app", "restore", APP, "--as-of", "2001-01-01T00:00:00Z", "--yes")
                        .exits(1)
                        .errors())
                .contains("there is no restore point from before 2001-01-01T00:00:00Z; the oldest is of ");
        assertThat(app().run("app", "restore", "nobody", "--yes").exits(1).errors())
                .contains("there is no restore point of app nobody");

        Finished restored = app().succeed("app", "restore", APP, "--yes");
        assertThat(restored.output()).contains("everything is there", "volume photos: filled and compared");

        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
        assertThat(objects()).isEqualTo(before);
        Finished compared = cluster.inside("rsync")
                .succeed("-naiHAXc", "--delete", saved + "/", cluster.volume(APP, "photos") + "/");
        assertThat(compared.output()).as("differences").isEmpty();
        assertThat(cluster.kubectl(APP)
                        .succeed("exec", "deployment/web", "--", "cat", "/data/kept/diary")
                        .output())
                .as("what the app reads")
                .isEqualTo("Dear diary\n");
        assertThat(cluster.kubectl(OurController.NAMESPACE)
                        .succeed("get", "jobs,pvc", "--no-headers", "--output=name")
                        .output())
                .as("left in our namespace")
                .isEmpty();
        assertThat(cluster.kubectl()
                        .succeed(
                                "get",
                                "pv",
                                "--output",
                                "jsonpath={.items[*].spec.persistentVolumeReclaimPolicy} {.items[*].metadata.labels}")
                        .output())
                .as("volumes are as their class makes them")
                .doesNotContain("Retain", "restore-uid");
    }
}
