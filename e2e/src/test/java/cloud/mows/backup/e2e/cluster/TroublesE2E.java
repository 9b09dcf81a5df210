package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in the middle of which something goes away, into a repository that is pruned every minute. */
@ClusterTest
class TroublesE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String APP = "photos";

    private final TestCluster cluster;
    private Server server;
    private List<String> before;

    @TempDir
    Path folder;

    TroublesE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Happens when the snapshots of a run are taken and its movers are started. */
    @FunctionalInterface
    private interface Trouble {
        void happen() throws Exception;
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
                  prune: {schedule: {cron: "* * * * *", jitterSeconds: 0}}
                """.formatted(address()));
        cluster.await(APP, "repository/offsite", "condition=Ready", PATIENCE);
    }

    @AfterEach
    void removeAppAndRepository() throws InterruptedException {
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "namespace", APP, "--ignore-not-found", "--timeout=60s");
        server.close();
    }

    private String address() {
        return "s3:http://" + cluster.hostAddress().getHostAddress() + ":" + server.port() + "/backups/home";
    }

    private Program keyed(Program program) {
        return program.with("AWS_ACCESS_KEY_ID", Server.S3_KEY).with("AWS_SECRET_ACCESS_KEY", Server.S3_SECRET);
    }

    private void begin(String name) throws Exception {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: %s, namespace: photos}
                spec: {policy: {kind: ClusterBackupPolicy, name: default}}
                """.formatted(name));
        OurController.until(cluster, "snapshots are taken", status(name, "phase"), "Running"::equals);
    }

    private Program status(String name, String field) {
        return cluster.kubectl(APP).and("get", "backup", name, "--output", "jsonpath={.status." + field + "}");
    }

    private void succeedsDespite(String name, Trouble trouble) throws Exception {
        begin(name);
        trouble.happen();
        String phase = OurController.until(
                cluster, name + ": it ends", status(name, "phase"), printed -> printed.matches("Succ.*|.*Failed"));
        assertThat(phase)
                .as("%s: %s", name, status(name, "message").run().output())
                .isEqualTo("Succeeded");
        untilNothingIsLeft();
    }

    /** There are moments without a Job that prunes. */
    private void untilNothingIsLeft() throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() < giveUpAt) {
            Thread.sleep(200);
            left = left();
        }
        assertThat(left).isEmpty();
    }

    private List<String> left() throws InterruptedException {
        List<String> left = new ArrayList<>(cluster.storedThings());
        left.removeAll(before);
        left.removeIf(thing -> thing.startsWith("pod/mows-backup-controller-"));
        return left;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aRunComesToItsEndAndLeavesNothing() throws Exception {
        succeedsDespite("storage-away", () -> {
            server.close();
            Thread.sleep(Duration.ofSeconds(20));
            server = Server.s3(folder, server.address());
        });
        succeedsDespite(
                "controller-killed",
                () -> cluster.kubectl(OurController.NAMESPACE)
                        .succeed("delete", "pod", "--selector", OurController.PODS, "--grace-period=0", "--force"));
        succeedsDespite("api-server-away", () -> {
            cluster.kill("apiserver");
            Thread.sleep(Duration.ofMinutes(1));
            cluster.start("apiserver");
            OurController.until(cluster, "it answers", cluster.kubectl().and("get", "--raw", "/readyz"), "ok"::equals);
        });

        begin("namespace-deleted");
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
        untilNothingIsLeft();

        OurController.until(
                cluster,
                "it is pruned",
                cluster.kubectl().and("get", "repository", "offsite", "--output", "jsonpath={.status.lastPruneTime}"),
                printed -> !printed.isEmpty());
        String snapshots = keyed(Machine.restic(folder, address()))
                .succeed("snapshots", "--json", "--no-lock")
                .output();
        assertThat(new ObjectMapper().readTree(snapshots))
                .as(snapshots)
                .filteredOn(snapshot -> !snapshot.get("tags").toString().contains("part="))
                .hasSize(3);
        keyed(Machine.mows(folder, address())).succeed("check", "--read-data", "--retry-lock=1m");
    }

    @Test
    void aNamespaceWithFinishedBackupsGoesWithoutAController() throws Exception {
        begin("finished");
        OurController.until(cluster, "it ends", status("finished", "phase"), "Succeeded"::equals);
        OurController.until(
                cluster,
                "nobody has to wait for us",
                cluster.kubectl(APP).and("get", "backup", "finished", "--output", "jsonpath={.metadata.finalizers}"),
                printed -> printed.isEmpty() || printed.equals("[]"));
        Program scale = cluster.kubectl(OurController.NAMESPACE).and("scale", OurController.DEPLOYMENT);
        scale.succeed("--replicas=0");
        try {
            cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=60s");
        } finally {
            scale.succeed("--replicas=1");
            cluster.kubectl(OurController.NAMESPACE)
                    .succeed("rollout", "status", OurController.DEPLOYMENT, "--timeout=120s");
        }
    }
}
