package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Metrics;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app with a volume, and the controller: every byte and object gets into a real S3, and nothing is left behind. */
@ClusterTest
class BackupsE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String APP = "photos";
    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestCluster cluster;
    private Offsite offsite;
    private Leftovers leftovers;

    @TempDir
    Path folder;

    BackupsE2E(TestCluster cluster) {
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
    void makeAppAndRepository() throws Exception {
        offsite = Offsite.start(cluster, folder);
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.kubectl(APP).succeed("create", "configmap", "settings", "--from-literal=colour=green");
        cluster.kubectl(APP).succeed("create", "secret", "generic", "key", "--from-literal=key=hunter2");
        cluster.apply(APP, "photos.yaml");
        cluster.await(APP, "pod/app", "condition=Ready", PATIENCE);
        leftovers = Leftovers.since(cluster, thing -> true);
        OurController.onlyByHand(cluster);
        offsite.makeRepository("");
    }

    @AfterEach
    void removeAppAndRepository() throws InterruptedException {
        // In this order: without a repository no new Backup is due.
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=60s");
        cluster.kubectl().succeed("delete", "customresourcedefinition", "things.example.org", "--ignore-not-found");
        offsite.close();
    }

    private Program status(String namespace, String name, String field) {
        return OurController.backupStatus(cluster, namespace, name, field);
    }

    private void makeBackup(String name) throws Exception {
        OurController.backUp(cluster, APP, name);
    }

    private String until(String what, Program command, Predicate<String> condition) throws InterruptedException {
        return OurController.until(cluster, what, command, condition);
    }

    /** The one snapshot of a backup, as restic shows it. */
    private JsonNode restorePoint(String name) throws Exception {
        String uid = cluster.kubectl(APP)
                .succeed("get", "backup", name, "--output", "jsonpath={.metadata.uid}")
                .output();
        String printed = offsite.restic()
                .succeed("snapshots", "--json", "--tag=backup=" + uid)
                .output();
        assertThat(JSON.readTree(printed)).as(printed).hasSize(1);
        JsonNode snapshot = JSON.readTree(printed).get(0);
        assertThat(snapshot.get("hostname").asText()).isEqualTo(APP);
        assertThat(snapshot.get("paths").toString()).isEqualTo("[\"/\"]");
        assertThat(status(APP, name, "restorePoints[0].id").succeed().output())
                .isEqualTo(snapshot.get("id").asText());
        return snapshot;
    }

    private String ended(String namespace, String name) throws InterruptedException {
        return OurController.untilBackupEnds(cluster, namespace, name);
    }

    private String told(String namespace, String name) throws InterruptedException {
        return cluster.kubectl(namespace)
                .succeed("get", "backup", name, "--output", "jsonpath={.status}")
                .output();
    }

    @Test
    void everyByteAndObjectOfAnAppIsInTheRepository() throws Exception {
        makeThing();
        makeBackup("first");
        assertThat(ended(APP, "first")).as(told(APP, "first")).isEqualTo("Succeeded");
        leftovers.untilThereAreNone();
        assertThat(status(APP, "first", "ledger.failed").succeed().output()).isEqualTo("0");
        assertThat(cluster.kubectl(APP).succeed("get", "events").output()).contains("NothingMissing");

        offsite.mows().succeed("check", "--read-data");
        Path restored = folder.resolve("restored");
        JsonNode point = restorePoint("first");
        String id = point.get("id").asText();
        offsite.mows().succeed("restore", id, "--target", restored.toString());
        Finished compared = cluster.inside("rsync")
                .succeed(
                        "-naiHAXc",
                        "--delete",
                        cluster.volume(APP, "photos") + "/album/",
                        restored + "/volumes/photos/album/");
        assertThat(compared.output()).as("differences").isEmpty();

        assertThat(offsite.mows()
                        .succeed("dump", id, "/objects/configmaps/settings.json")
                        .output())
                .contains("green");
        assertThat(offsite.mows()
                        .succeed("dump", id, "/objects/things.example.org/first.json")
                        .output())
                .as("of a kind that came after the controller")
                .contains("\"size\" : 7");
        theReaderReadsAndDoesNothingElse();
        assertThat(JSON.readTree(offsite.mows()
                                .succeed("dump", id, "/objects/secrets/key.json")
                                .output())
                        .at("/data/key")
                        .asText())
                .isEqualTo("aHVudGVyMg==");
        assertThat(offsite.restic().succeed("dump", id, "/ledger.jsonl").output())
                .contains("/objects/persistentvolumeclaims/photos.json", "\"volume\"", "is a run that has been")
                .contains("\"failed\":0");

        Program app = offsite.mows().with("KUBECONFIG", cluster.kubeconfig().toString());
        assertThat(app.succeed("app", "list").output()).containsPattern("photos +protected +" + MOMENT);
        assertThat(app.succeed("app", "show", APP).output())
                .contains("app photos: protected")
                .containsPattern("first +Succeeded +" + MOMENT + " +offsite:" + id.substring(0, 8));
        assertThat(app.run("app", "show", "nobody").exits(1).errors()).contains("there is no app nobody");

        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: ClusterBackupPolicy
                metadata: {name: default}
                spec:
                  suspend: true
                  objects: [{resources: [configmaps], names: ["set*"], action: Exclude, reason: kept in Git}]
                """);
        makeBackup("second");
        assertThat(ended(APP, "second")).as(told(APP, "second")).isEqualTo("Succeeded");
        assertThat(offsite.mows()
                        .succeed(
                                "ls",
                                "--recursive",
                                restorePoint("second").get("id").asText(),
                                "/objects")
                        .output())
                .contains("/objects/secrets/key.json")
                .doesNotContain("settings.json");
        assertThat(offsite.mows()
                        .succeed("dump", restorePoint("second").get("id").asText(), "/ledger.jsonl")
                        .output())
                .contains("\"by\":\"ClusterBackupPolicy default\",\"reason\":\"kept in Git\"");
        theMetricsTellOf("second");
        JsonNode again = restorePoint("second").get("summary");
        long inVolume;
        try (Stream<Path> files = Files.walk(restored.resolve("volumes/photos"))) {
            inVolume = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .count();
        }
        assertThat(again.get("files_unmodified").asLong())
                .as("files that were not read again: %s", again)
                .isGreaterThanOrEqualTo(inVolume);
    }

    private void makeThing() throws Exception {
        cluster.apply(APP, "thing.yaml");
        cluster.await(APP, "customresourcedefinition/things.example.org", "condition=Established", PATIENCE);
        cluster.applyText(APP, """
                apiVersion: example.org/v1
                kind: Thing
                metadata: {name: first}
                spec: {size: 7}
                """);
    }

    private void theReaderReadsAndDoesNothingElse() throws InterruptedException {
        String account = "--as=system:serviceaccount:" + OurController.NAMESPACE + ":mows-backup-";
        Program may = cluster.kubectl().and("auth", "can-i", account + "reader", "--all-namespaces");
        assertThat(may.run("list", "secrets").output()).startsWith("yes");
        assertThat(may.run("list", "things.example.org").output()).startsWith("yes");
        for (String subresource : List.of("pods/exec", "pods/attach", "pods/proxy", "nodes/proxy")) {
            String[] words = subresource.split("/");
            assertThat(may.run("get", words[0], "--subresource=" + words[1]).output())
                    .as(subresource)
                    .startsWith("no");
        }
        assertThat(may.run("create", "pods").output()).startsWith("no");
        for (String rule : List.of(
                "{\"apiGroups\": [\"\"], \"resources\": [\"pods/exec\"], \"verbs\": [\"get\"]}",
                "{\"apiGroups\": [\"\"], \"resources\": [\"*\"], \"verbs\": [\"get\"]}",
                "{\"apiGroups\": [\"\"], \"resources\": [\"pods\"], \"verbs\": [\"create\"]}")) {
            assertThat(cluster.kubectl()
                            .run(
                                    "patch",
                                    "clusterrole",
                                    "mows-backup-reader",
                                    "--type=merge",
                                    account + "controller",
                                    "--patch={\"rules\": [" + rule + "]}")
                            .exits(1)
                            .errors())
                    .contains("the reader may get and list kinds that are named one by one");
        }
    }

    /** A scrape through the API server. */
    private void theMetricsTellOf(String backup) throws Exception {
        double moment = Instant.parse(
                        status(APP, backup, "snapshotTime").succeed().output())
                .getEpochSecond();
        String pod = cluster.kubectl(OurController.NAMESPACE)
                .succeed("get", "pods", "--selector", OurController.PODS, "--output", "name")
                .output()
                .strip();
        Program scrape = cluster.kubectl()
                .and(
                        "get",
                        "--raw",
                        "/api/v1/namespaces/" + OurController.NAMESPACE + "/pods/" + pod.substring("pod/".length())
                                + ":8080/proxy/q/metrics");
        String scraped = until(
                "the metrics tell of " + backup,
                scrape,
                text -> Metrics.value(
                                text,
                                "mows_backup_app_newest_restore_point_timestamp_seconds",
                                "app=\"" + APP + "\"",
                                "repository=\"offsite\"",
                                "storage=\"s3\"")
                        .equals(OptionalDouble.of(moment)));
        Set<String> notYet = Set.of(
                // Schedules are suspended here, and the repository is too young.
                "mows_backup_app_next_backup_timestamp_seconds",
                "mows_backup_repository_last_check_timestamp_seconds",
                "mows_backup_repository_last_prune_timestamp_seconds");
        Set<String> expected = Metrics.listed();
        assertThat(expected.removeAll(notYet)).isTrue();
        assertThat(Metrics.scraped(scraped)).as(scraped).isEqualTo(expected);
        assertThat(scraped)
                .as("metrics of nobody else, who might have some for each object")
                .doesNotContain("operator_sdk");
        assertThat(Metrics.value(scraped, "mows_backup_app_coverage", "app=\"" + APP + "\"", "state=\"protected\""))
                .hasValue(1);
    }

    /** With nothing but a Repository: each namespace, {@code default} and our own too, and what belongs to none. */
    @Test
    void everyNamespaceIsBackedUpWithoutAPolicyOfItsOwn() throws Exception {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: ClusterBackupPolicy
                metadata: {name: default}
                spec: {schedule: {cron: "* * * * *", jitterSeconds: 0}}
                """);
        List<String> namespaces = cluster.kubectl()
                .succeed("get", "namespaces", "--output", "jsonpath={.items[*].metadata.name}")
                .output()
                .lines()
                .flatMap(line -> Stream.of(line.split(" ")))
                .toList();
        assertThat(namespaces).contains("default", "kube-system", APP);
        Map<String, String> ended = new TreeMap<>();
        for (String namespace : namespaces) {
            String name = until(
                    "a Backup is made in " + namespace,
                    cluster.kubectl(namespace)
                            .and("get", "backups", "--output", "jsonpath={range .items[*]}{.metadata.name} {end}"),
                    printed -> printed.contains("scheduled-"));
            String first = Stream.of(name.split(" "))
                    .filter(each -> each.startsWith("scheduled-"))
                    .findFirst()
                    .orElseThrow();
            ended.put(namespace, ended(namespace, first) + " " + told(namespace, first));
        }
        String whole = until(
                "a Backup of what belongs to no namespace is made",
                cluster.kubectl(OurController.NAMESPACE)
                        .and("get", "backups", "--output", "jsonpath={range .items[*]}{.metadata.name} {end}"),
                printed -> printed.contains("cluster-"));
        String ofCluster = Stream.of(whole.split(" "))
                .filter(each -> each.startsWith("cluster-"))
                .findFirst()
                .orElseThrow();
        ended.put(
                "(cluster)",
                ended(OurController.NAMESPACE, ofCluster) + " " + told(OurController.NAMESPACE, ofCluster));
        assertThat(ended).allSatisfy((namespace, how) -> assertThat(how).startsWith("Succeeded"));
    }

    /** docs/cluster-bundle.md. */
    @Test
    void theClusterIsBackedUpWithWhatARebuildNeeds() throws Exception {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: by-hand, namespace: mows-backup}
                spec: {scope: Cluster, policy: {kind: ClusterBackupPolicy, name: default}}
                """);
        assertThat(ended(OurController.NAMESPACE, "by-hand"))
                .as(told(OurController.NAMESPACE, "by-hand"))
                .isEqualTo("Succeeded");
        String point = status(OurController.NAMESPACE, "by-hand", "restorePoints[0].id")
                .succeed()
                .output();
        until(
                "it is a RestorePoint of the cluster",
                cluster.kubectl()
                        .and(
                                "get",
                                "restorepoints",
                                "--output",
                                "jsonpath={range .items[*]}{.spec.app} {.spec.copies[*].snapshot}{end}"),
                printed -> printed.contains("_cluster " + point));
        assertThat(offsite.mows().succeed("ls", point, "/bundle").output())
                .contains("/bundle/README.md", "/bundle/nodes.yaml", "/bundle/secrets.yaml", "/bundle/versions.yaml");
        String node = cluster.kubectl()
                .succeed("get", "nodes", "--output", "jsonpath={.items[0].metadata.name}")
                .output();
        assertThat(offsite.mows().succeed("dump", point, "/bundle/nodes.yaml").output())
                .contains("name: \"" + node + "\"", "kubernetes.io/hostname");
        assertThat(offsite.mows()
                        .succeed("dump", point, "/objects/nodes/" + node + ".json")
                        .output())
                .contains(node);
        assertThat(offsite.restic()
                        .succeed("dump", point, "/bundle/storage.yaml")
                        .output())
                .contains("storageClasses:", "volumeSnapshotClasses:", "testcsi");
        assertThat(offsite.restic()
                        .succeed("dump", point, "/bundle/secrets.yaml")
                        .output())
                .contains("Repository offsite")
                .doesNotContain(Machine.PASSWORD, Server.S3_SECRET);
        assertThat(offsite.restic().succeed("dump", point, "/bundle/README.md").output())
                .contains("What is not in here", "How the API server and etcd were started");
        assertThat(offsite.restic().succeed("dump", point, "/ledger.jsonl").output())
                .contains("\"path\":\"/bundle/versions.yaml\"", "files of the control plane", "\"failed\":0");
    }

    @Test
    void anAppHoldsStillForItsSnapshotsWhereThatIsAllowed() throws Exception {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupPolicy
                metadata: {name: photos, namespace: photos}
                spec:
                  hooks:
                    - name: still
                      container: app
                      pre: {command: [sh, -c, "echo held >/data/album/held && echo it holds still"]}
                      post: {command: [sh, -c, "rm /data/album/held && echo it goes on"]}
                ---
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupGrant
                metadata: {name: photos}
                spec: {namespaces: [photos], repositories: [offsite], allowHooks: true}
                """);
        cluster.await(APP, "backuppolicy/photos", "condition=Granted", PATIENCE);
        makeBackup("forbidden");
        assertThat(ended(APP, "forbidden")).isEqualTo("Failed");
        assertThat(told(APP, "forbidden"))
                .contains(
                        "the controller may not run commands in namespace photos: bind ClusterRole mows-backup-hooks");

        cluster.kubectl(APP)
                .succeed(
                        "create",
                        "rolebinding",
                        "hooks",
                        "--clusterrole=mows-backup-hooks",
                        "--serviceaccount=" + OurController.NAMESPACE + ":mows-backup-controller");
        makeBackup("held");
        assertThat(ended(APP, "held")).as(told(APP, "held")).isEqualTo("Succeeded");
        assertThat(offsite.mows()
                        .succeed("dump", restorePoint("held").get("id").asText(), "/volumes/photos/album/held")
                        .output())
                .isEqualTo("held\n");
        assertThat(cluster.kubectl(APP)
                        .succeed("exec", "app", "--", "ls", "/data/album")
                        .output())
                .contains("symlink")
                .doesNotContain("held");
        assertThat(status(APP, "held", "holds[0].pre.output").succeed().output())
                .isEqualTo("it holds still");
        assertThat(status(APP, "held", "holds[0].post").succeed().output())
                .contains("\"exitCode\":0", "\"output\":\"it goes on\"");
        cluster.kubectl().succeed("delete", "backupgrant", "photos");
    }

    /** From the app's wish to the administrator's answer: what was shown is what is approved, and nothing more. */
    @Test
    void aRequestIsShownDeniedAndApproved() throws Exception {
        cluster.applyText(request("*/30 * * * *"));
        Program app = offsite.mows().with("KUBECONFIG", cluster.kubeconfig().toString());
        assertThat(app.succeed("request", "list").output()).containsPattern("photos/photos +waiting +" + MOMENT);
        String shown = app.succeed("request", "show", APP).output();
        assertThat(shown)
                .contains("\n- schedule ", "\n+ schedule     */30 * * * * Etc/UTC")
                .contains("\n- volume       photos, backed up\n+ volume       photos, left out: made again\n")
                .contains("\n! volume photos is left out\n", "\n  shortest interval  30min\n");
        String token = asShown(app);

        app.succeed("request", "deny", APP, "--as-shown", token, "--reason", "photos are not made again");
        granted("photos are not made again");
        assertThat(app.succeed("request", "list").output()).containsPattern("photos/photos +denied +");
        cluster.applyText(request("0 * * * *"));
        granted("no BackupGrant names namespace photos");
        assertThat(app.succeed("request", "list").output()).containsPattern("photos/photos +waiting +");

        assertThat(app.run("request", "approve", APP, "--as-shown", token, "--yes")
                        .exits(1)
                        .errors())
                .contains("request photos/photos is no longer as it was shown");
        assertThat(app.run("request", "approve", APP).exits(1).errors())
                .contains("nothing was changed: say --yes to approve it");
        assertThat(cluster.kubectl().succeed("get", "backupgrants").output()).isEmpty();
        assertThat(app.succeed("request", "approve", APP, "--as-shown", asShown(app), "--yes")
                        .output())
                .contains("BackupGrant photos.photos allows BackupPolicy photos of namespace photos");
        assertThat(grant("photos.photos").toString())
                .isEqualTo("{\"allowHooks\":false,\"maxRetention\":\"1y\",\"minIntervalSeconds\":3600,"
                        + "\"namespaces\":[\"photos\"],\"policies\":[\"photos\"],\"repositories\":[\"offsite\"]}");
        granted("BackupGrant photos.photos covers all that is asked for.");
        assertThat(policyStatus("{.status.schedule}").succeed().output()).isEqualTo("0 * * * * Etc/UTC");
        assertThat(policyStatus("{.status.denial.reason}").succeed().output())
                .as("what the administrator said is not the controller's to remove")
                .isEqualTo("photos are not made again");
        assertThat(app.succeed("request", "list").output()).doesNotContain("photos/photos");
        assertThat(app.run("request", "deny", APP, "--reason", "x").exits(1).errors())
                .contains("request photos/photos is granted");

        cluster.kubectl(APP)
                .succeed(
                        "patch",
                        "backuppolicy",
                        "photos",
                        "--type=merge",
                        "--patch",
                        "{\"spec\": {\"hooks\": [{\"name\": \"h\", \"container\": \"app\", \"pre\": {\"command\": [\"sync\"]}}]}}");
        granted("it does not allow hooks");
        assertThat(app.succeed("request", "approve", APP, "--yes").output())
                .contains("any command in any pod of the namespace", "kubectl create rolebinding mows-backup-hooks");
        granted("BackupGrant photos.photos covers all that is asked for.");
        assertThat(grant("photos.photos").get("allowHooks").asBoolean()).isTrue();
        cluster.kubectl().succeed("delete", "backupgrant", "photos.photos");
    }

    /** They ask like a policy that somebody wrote, and to leave something out needs a grant too. */
    @Test
    void annotationsAreARequest() throws Exception {
        cluster.kubectl().succeed("annotate", "namespace", APP, "backup.k8s.mows.cloud/schedule=0 4 * * *");
        cluster.kubectl(APP)
                .succeed("annotate", "pvc", "photos", "backup.k8s.mows.cloud/exclude=made again from the originals");
        until(
                "the annotations have become a policy",
                cluster.kubectl(APP)
                        .and(
                                "get",
                                "backuppolicy",
                                "annotations",
                                "--output",
                                "jsonpath={.spec.schedule.cron} {.spec.volumes[0].reason}"
                                        + " {.status.conditions[?(@.type==\"Granted\")].reason}"),
                "0 4 * * * made again from the originals NoGrant"::equals);
        Program app = offsite.mows().with("KUBECONFIG", cluster.kubeconfig().toString());
        assertThat(app.succeed("request", "list").output()).containsPattern("photos/annotations +waiting +" + MOMENT);
        assertThat(app.succeed("request", "show", APP).output()).contains("\n! volume photos is left out\n");
        app.succeed("request", "approve", APP, "--yes");
        cluster.await(APP, "backuppolicy/annotations", "condition=Granted", PATIENCE);
        makeBackup("without");
        assertThat(ended(APP, "without")).as(told(APP, "without")).isEqualTo("Succeeded");
        assertThat(offsite.mows()
                        .succeed("ls", restorePoint("without").get("id").asText())
                        .output())
                .contains("/objects")
                .doesNotContain("/volumes/photos/album");

        cluster.kubectl()
                .succeed("annotate", "namespace", APP, "backup.k8s.mows.cloud/schedule=nightly", "--overwrite");
        until(
                "what is not understood is told",
                cluster.kubectl("default").and("get", "events", "--output", "jsonpath={.items[*].message}"),
                said -> said.contains("Annotation backup.k8s.mows.cloud/schedule is not understood"));
        assertThat(app.succeed("request", "list").output()).contains("! namespace photos: Annotation ");
        cluster.kubectl().succeed("annotate", "namespace", APP, "backup.k8s.mows.cloud/schedule-");
        cluster.kubectl(APP).succeed("annotate", "pvc", "photos", "backup.k8s.mows.cloud/exclude-");
        cluster.kubectl(APP).succeed("wait", "--for=delete", "backuppolicy/annotations", "--timeout=180s");
        cluster.kubectl().succeed("delete", "backupgrant", "photos.annotations");
    }

    private static String request(String cron) {
        return """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupPolicy
                metadata: {name: photos, namespace: photos}
                spec:
                  schedule: {cron: "%s", jitterSeconds: 0}
                  volumes: [{names: [photos], action: Exclude, reason: made again}]
                """.formatted(cron);
    }

    private static String asShown(Program app) throws Exception {
        return JSON.readTree(app.succeed("request", "show", APP, "--json").output())
                .get("as_shown")
                .asText();
    }

    private JsonNode grant(String name) throws Exception {
        return JSON.readTree(cluster.kubectl()
                .succeed("get", "backupgrant", name, "--output", "jsonpath={.spec}")
                .output());
    }

    private Program policyStatus(String path) {
        return cluster.kubectl(APP).and("get", "backuppolicy", "photos", "--output", "jsonpath=" + path);
    }

    /** Until the controller says it. */
    private void granted(String words) throws InterruptedException {
        until(
                "the policy says: " + words,
                policyStatus("{.status.conditions[?(@.type==\"Granted\")].message}"),
                said -> said.contains(words));
    }

    @Test
    void aBackupThatIsDeletedInTheMiddleLeavesNothing() throws Exception {
        makeBackup("third");
        until("snapshots are taken", status(APP, "third", "phase"), "Running"::equals);
        cluster.kubectl(APP).succeed("delete", "backup", "third", "--timeout=120s");
        leftovers.untilThereAreNone();
    }
}
