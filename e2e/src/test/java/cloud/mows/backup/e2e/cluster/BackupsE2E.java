package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An app with a volume, and the controller: every byte and object gets into a real S3, and nothing is left behind. */
@Tag("cluster")
@ExtendWith(ClusterExtension.class)
class BackupsE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String APP = "photos";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestCluster cluster;
    private Server server;
    private List<String> before;

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
    static void uninstall(TestCluster cluster) throws InterruptedException {
        OurController.uninstall(cluster);
    }

    @BeforeEach
    void makeAppAndRepository() throws Exception {
        server = Server.s3(folder, cluster.hostAddress());
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.kubectl(APP).succeed("create", "configmap", "settings", "--from-literal=colour=green");
        cluster.kubectl(APP).succeed("create", "secret", "generic", "key", "--from-literal=key=hunter2");
        cluster.apply(APP, "photos.yaml");
        cluster.await(APP, "pod/app", "condition=Ready", PATIENCE);
        before = cluster.storedThings();
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite}
                spec:
                  address: "%s"
                  credentialsSecret: offsite
                  password: {name: offsite, key: password}
                """.formatted(address()));
        cluster.await(APP, "repository/offsite", "condition=Ready", PATIENCE);
    }

    @AfterEach
    void removeAppAndRepository() throws InterruptedException {
        // In this order: without a repository no new Backup is due.
        cluster.kubectl().succeed("delete", "repositories,clusterbackuppolicies", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=60s");
        server.close();
    }

    private String address() {
        return "s3:http://" + cluster.hostAddress().getHostAddress() + ":" + server.port() + "/backups/home";
    }

    private static Program keyed(Program program) {
        return program.with("AWS_ACCESS_KEY_ID", Server.S3_KEY).with("AWS_SECRET_ACCESS_KEY", Server.S3_SECRET);
    }

    private Program mows() throws InterruptedException {
        return keyed(Machine.mows(folder, address()));
    }

    private void makeBackup(String name) throws Exception {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: %s, namespace: photos}
                spec: {policy: {kind: ClusterBackupPolicy, name: default}}
                """.formatted(name));
    }

    private Program status(String namespace, String name, String field) {
        return cluster.kubectl(namespace).and("get", "backup", name, "--output", "jsonpath={.status." + field + "}");
    }

    private String until(String what, Program command, Predicate<String> condition) throws InterruptedException {
        return OurController.until(cluster, what, command, condition);
    }

    private void untilNothingIsLeft() throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!left().isEmpty() && System.nanoTime() < giveUpAt) {
            Thread.sleep(200);
        }
        assertThat(left()).isEmpty();
    }

    private List<String> left() throws InterruptedException {
        List<String> left = new ArrayList<>(cluster.storedThings());
        left.removeAll(before);
        return left;
    }

    private String snapshot(String uid, String path) throws Exception {
        String printed = keyed(Machine.restic(folder, address()))
                .succeed("snapshots", "--json", "--tag=backup-uid=" + uid)
                .output();
        for (JsonNode snapshot : JSON.readTree(printed)) {
            if (snapshot.get("paths").toString().contains(path)) {
                assertThat(snapshot.get("hostname").asText()).isEqualTo(APP);
                return snapshot.get("id").asText();
            }
        }
        throw new AssertionError("no snapshot of " + path + ": " + printed);
    }

    @Test
    void everyByteAndObjectOfAnAppIsInTheRepository() throws Exception {
        makeBackup("first");
        String phase = until("it ends", status(APP, "first", "phase"), printed -> printed.matches("Succ.*|.*Failed"));
        String told = cluster.kubectl(APP)
                .succeed("get", "backup", "first", "--output", "jsonpath={.status}")
                .output();
        String uid = cluster.kubectl(APP)
                .succeed("get", "backup", "first", "--output", "jsonpath={.metadata.uid}")
                .output();
        String ledger = keyed(Machine.restic(folder, address()))
                .succeed("dump", snapshot(uid, "ledger.jsonl"), "/ledger.jsonl")
                .output();
        assertThat(phase).as(told + ledger).isEqualTo("Succeeded");
        untilNothingIsLeft();
        assertThat(status(APP, "first", "ledger.failed").succeed().output()).isEqualTo("0");
        assertThat(cluster.kubectl(APP).succeed("get", "events").output()).contains("NothingMissing");

        mows().succeed("check", "--read-data");
        Path restored = folder.resolve("restored");
        mows().succeed("restore", snapshot(uid, "/volumes/photos"), "--target", restored.toString());
        Finished compared = cluster.inside("rsync")
                .succeed(
                        "-naiHAXc",
                        "--delete",
                        cluster.volume(APP, "photos") + "/album/",
                        restored + "/volumes/photos/album/");
        assertThat(compared.output()).as("differences").isEmpty();

        String objects = snapshot(uid, "/objects");
        assertThat(mows().succeed("dump", objects, "/objects/configmaps/settings.json")
                        .output())
                .contains("green");
        assertThat(JSON.readTree(mows().succeed("dump", objects, "/objects/secrets/key.json")
                                .output())
                        .at("/data/key")
                        .asText())
                .isEqualTo("aHVudGVyMg==");
        assertThat(ledger)
                .contains("persistentvolumeclaims/photos.json", "\"volume\"", "is a run that has been")
                .contains("\"failed\":0");
    }

    @Test
    void aBackupThatIsDeletedInTheMiddleLeavesNothing() throws Exception {
        makeBackup("second");
        until("snapshots are taken", status(APP, "second", "phase"), "Running"::equals);
        cluster.kubectl(APP).succeed("delete", "backup", "second", "--timeout=120s");
        untilNothingIsLeft();
    }
}
