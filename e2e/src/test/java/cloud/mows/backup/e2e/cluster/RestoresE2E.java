package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Apps come back, from nothing or from what has become of them: objects field by field, volumes byte by byte, and they run on them. */
@ClusterTest
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class RestoresE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String APP = "album";
    private static final String COPY = "album-copy";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the server sets, in objects of the kinds that are compared. */
    private static final List<String> SERVER_METADATA =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "ownerReferences");

    private final TestCluster cluster;
    private Offsite offsite;

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
    static void uninstall(TestCluster cluster) throws IOException, InterruptedException {
        OurController.uninstall(cluster);
    }

    @BeforeEach
    void makeAppAndBackup() throws Exception {
        offsite = Offsite.start(cluster, folder);
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.apply(APP, "album.yaml");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
        offsite.makeRepository("");
        OurController.backUp(cluster, APP, "before");
        String phase = OurController.untilBackupEnds(cluster, APP, "before");
        assertThat(phase)
                .as(cluster.kubectl(APP)
                        .succeed("get", "backup", "before", "--output", "yaml")
                        .output())
                .isEqualTo("Succeeded");
    }

    @AfterEach
    void removeAppAndRepository() throws InterruptedException {
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "restores,backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "restorepoints", "--all", "--timeout=60s");
        cluster.kubectl().run("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
        offsite.close();
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
                        "pv.kubernetes.io/bind-completed",
                        "deployment.kubernetes.io/revision"));
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
        String disk = hashOfTheDevice();

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
        offsite.makeRepository("");
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
        assertThat(readByTheApp("kept/diary")).as("what the app reads").isEqualTo("Dear diary\n");
        assertThat(hashOfTheDevice()).isEqualTo(disk);
        assertNothingIsLeft();
    }

    /** Files and objects that were changed, lost or added since; and a second time while the controller dies in the middle. */
    @Test
    void anAppThatIsThereBecomesWhatItWas() throws Exception {
        Map<String, JsonNode> before = objects();
        Path saved = folder.resolve("saved");
        Files.createDirectory(saved);
        cluster.inside("rsync").succeed("-aHAX", cluster.volume(APP, "photos") + "/", saved + "/");
        String point = pointBefore();
        String disk = hashOfTheDevice();
        spoil();
        Map<String, JsonNode> spoilt = objects();

        assertThat(app().succeed("app", "restore", APP, "--restore-point", point, "--plan")
                        .output())
                .as("without --replace")
                .contains("volume photos: the claim is there", "1 object is created:\n    Service headless\n")
                .doesNotContain("STOPS", "REPLACED");
        Finished plan = app().succeed("app", "restore", APP, "--restore-point", point, "--replace", "--plan");
        assertThat(plan.output())
                .contains(
                        "volume disk is OVERWRITTEN: it is a device, and all that differs on it is overwritten",
                        "Deployment web STOPS while volumes are overwritten (1 replica)",
                        "volume photos is OVERWRITTEN: files that differ are overwritten; files that are not in the restore"
                                + " point stay",
                        "ConfigMap settings: differs in data.colour",
                        "Deployment web: differs in spec.template.spec.containers[0].env",
                        "left as they are:\n    ConfigMap mine\n")
                .containsPattern("RoleBinding web: differs in .*roleRef.name.*, but roleRef: cannot change roleRef");
        assertThat(objects()).as("a plan changes nothing").isEqualTo(spoilt);

        Finished restored = app().run("app", "restore", APP, "--restore-point", point, "--replace", "--yes")
                .exits(3);
        assertThat(restored.output()).contains("1 created, 2 replaced", "RoleBinding web: differs in ");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
        assertThat(readByTheApp("kept/diary")).isEqualTo("Dear diary\n");
        assertThat(hashOfTheDevice()).isEqualTo(disk);
        assertThat(readByTheApp("new")).as("was not in the backup, and stays").isEqualTo("new\n");

        Finished undone = app().succeed("app", "restore", APP, "--undo", "--yes");
        assertThat(undone.output()).contains("everything is there", "as it was before: restore point ");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
        assertThat(readByTheApp("kept/diary")).isEqualTo("broken\n");
        assertThat(hashOfTheDevice()).isNotEqualTo(disk);
        assertThat(cluster.kubectl(APP)
                        .succeed("get", "configmap", "settings", "--output", "jsonpath={.data.colour}")
                        .output())
                .isEqualTo("red");

        cluster.kubectl(APP).succeed("delete", "rolebinding", "web");
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Restore
                metadata: {name: again, namespace: mows-backup}
                spec: {app: album, restorePoint: "%s", existing: Replace, deleteFiles: true, saveFirst: false}
                """.formatted(point));
        Program phase = cluster.kubectl(OurController.NAMESPACE)
                .and("get", "restore", "again", "--output", "jsonpath={.status.phase}");
        OurController.until(cluster, "the volume is overwritten", phase, "RestoringVolumes"::equals);
        assertThat(cluster.kubectl(APP)
                        .succeed("get", "deployment", "web", "--output", "jsonpath={.spec.replicas}")
                        .output())
                .isEqualTo("0");
        cluster.kubectl(OurController.NAMESPACE)
                .succeed("delete", "pod", "--selector", OurController.PODS, "--grace-period=0", "--force");
        OurController.until(cluster, "the Restore ends", phase, printed -> printed.matches("Succ.*|.*Failed"));
        assertThat(cluster.kubectl(OurController.NAMESPACE)
                        .succeed("get", "restore", "again", "--output", "jsonpath={.status.message}")
                        .output())
                .startsWith("everything is there: 1 objects were made, ");
        assertThat(app().run("app", "restore", APP, "--cancel").exits(1).errors())
                .contains("no restore of app album is at work");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
        cluster.kubectl(APP).succeed("delete", "configmap", "mine");
        assertThat(objects()).isEqualTo(before);
        Finished compared = cluster.inside("rsync")
                .succeed("-naiHAXc", "--delete", saved + "/", cluster.volume(APP, "photos") + "/");
        assertThat(compared.output()).as("differences").isEmpty();
        assertNothingIsLeft();
    }

    /** A copy of it beside it, on other storage; and one object of it alone. */
    @Test
    void anAppIsRestoredBesideItself() throws Exception {
        cluster.applyText("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: other}
                provisioner: testcsi.mows.cloud
                """);
        Map<String, JsonNode> before = objects();
        String point = pointBefore();
        try {
            Finished restored =
                    app().succeed("app", "restore", APP, "--to", COPY, "--storage-class", "testcsi=other", "--yes");
            assertThat(restored.output())
                    .contains(
                            "namespace album-copy is created",
                            "volume photos (1Gi, other) is made and filled",
                            "Ingress web: its host names belong to the original",
                            "everything is there");
            cluster.kubectl(COPY).succeed("rollout", "status", "deployment/web", "--timeout=120s");
            assertThat(cluster.kubectl(COPY)
                            .succeed(
                                    "get",
                                    "rolebinding/web",
                                    "persistentvolumeclaim/photos",
                                    "--output",
                                    "jsonpath={.items[*].subjects[0].namespace} {.items[*].spec.storageClassName}")
                            .output())
                    .isEqualTo("album-copy other");
            Finished compared = cluster.inside("rsync")
                    .succeed(
                            "-naiHAXc",
                            "--delete",
                            cluster.volume(APP, "photos") + "/",
                            cluster.volume(COPY, "photos") + "/");
            assertThat(compared.output()).as("differences").isEmpty();
            assertThat(objects()).as("the original").isEqualTo(before);

            cluster.kubectl(APP).succeed("delete", "configmap", "settings", "--wait");
            cluster.kubectl(APP).succeed("delete", "service", "headless", "--wait");
            assertThat(app().succeed(
                                    "app",
                                    "restore",
                                    APP,
                                    "--restore-point",
                                    point,
                                    "--only",
                                    "ConfigMap/settings",
                                    "--yes")
                            .output())
                    .contains("objects: 1 created, 0 replaced, 0 the same");
            assertThat(cluster.kubectl(APP).run("get", "service", "headless").exitCode())
                    .isEqualTo(1);
        } finally {
            cluster.kubectl().run("delete", "namespace", COPY, "--timeout=60s", "--ignore-not-found");
            cluster.kubectl().run("delete", "storageclass", "other");
        }
    }

    /** As somebody who has just lost the app and has nothing but the README. */
    @Test
    void theLinesOfTheReadmeBringItBack() throws Exception {
        String readme = Files.readString(Machine.root().resolve("README.md"));
        String section = readme.substring(readme.indexOf("## An app is gone, or broken: what to type"));
        String block = section.substring(section.indexOf("```sh\n") + 6, section.indexOf("\n```\n"));
        List<String> lines =
                block.lines().map(line -> line.replaceFirst(" *#.*", "")).toList();
        assertThat(lines).hasSize(10);
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
        try {
            for (String line : lines) {
                List<String> words = List.of(line.split(" "));
                boolean oneFile = line.contains(" --only /volumes/");
                if (oneFile) {
                    cluster.kubectl(APP)
                            .succeed("exec", "deployment/web", "--", "sh", "-c", "echo spoilt >/data/kept/diary");
                }
                Program program = words.getFirst().equals("kubectl") ? cluster.kubectl() : app();
                Finished done = program.succeed(words.subList(1, words.size()).toArray(String[]::new));
                assertThat(done.output()).as(line).contains(line.contains("get pods") ? "web-" : "album");
                if (oneFile || line.equals("mows-backup app restore album --yes")) {
                    cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
                    assertThat(readByTheApp("kept/diary")).isEqualTo("Dear diary\n");
                }
            }
            cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
            cluster.kubectl("album-old").succeed("rollout", "status", "deployment/web", "--timeout=120s");
        } finally {
            cluster.kubectl().run("delete", "namespace", "album-old", "--timeout=60s", "--ignore-not-found");
        }
    }

    private void assertNothingIsLeft() throws InterruptedException {
        // Of a Backup or of a look into the repository there may be one for a moment.
        OurController.until(
                cluster,
                "nothing is left in our namespace",
                cluster.kubectl(OurController.NAMESPACE).and("get", "jobs,pvc", "--no-headers", "--output=name"),
                String::isBlank);
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

    private void spoil() throws InterruptedException {
        cluster.kubectl(APP)
                .succeed(
                        "exec",
                        "deployment/web",
                        "--",
                        "sh",
                        "-c",
                        "cd /data && rm -r album/2024/film album/empty && echo broken >kept/diary && echo new >new"
                                + " && chmod 0600 album/2024/picture-1"
                                + " && dd if=/dev/urandom of=/dev/disk bs=4k count=1 seek=9000 conv=fsync 2>/dev/null");
        cluster.kubectl(APP)
                .succeed("patch", "configmap", "settings", "--type=merge", "--patch={\"data\":{\"colour\":\"red\"}}");
        cluster.kubectl(APP).succeed("create", "configmap", "mine", "--from-literal=a=b");
        cluster.kubectl(APP).succeed("delete", "service", "headless");
        cluster.kubectl(APP).succeed("set", "env", "deployment/web", "BROKEN=yes");
        cluster.kubectl(APP).succeed("delete", "rolebinding", "web");
        cluster.kubectl(APP)
                .succeed("create", "rolebinding", "web", "--role=other", "--serviceaccount=" + APP + ":web");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
    }

    /** That of the Backup that was made first: the controller makes others in its own time. */
    private String pointBefore() throws InterruptedException {
        String printed = cluster.kubectl()
                .succeed(
                        "get",
                        "restorepoints",
                        "--output",
                        "jsonpath={range .items[*]}{.spec.backupName}={.metadata.name} {end}")
                .output();
        return Stream.of(printed.split(" "))
                .filter(each -> each.startsWith("before="))
                .findFirst()
                .orElseThrow()
                .substring("before=".length());
    }

    private String hashOfTheDevice() throws InterruptedException {
        return cluster.kubectl(APP)
                .succeed("exec", "deployment/web", "--", "sha256sum", "/dev/disk")
                .output();
    }

    private String readByTheApp(String file) throws InterruptedException {
        return cluster.kubectl(APP)
                .succeed("exec", "deployment/web", "--", "cat", "/data/" + file)
                .output();
    }
}
