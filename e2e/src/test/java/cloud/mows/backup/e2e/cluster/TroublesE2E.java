package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String APP = "photos";

    private final TestCluster cluster;
    private Offsite offsite;
    private Leftovers leftovers;

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
    static void uninstall(TestCluster cluster) throws IOException, InterruptedException {
        OurController.uninstall(cluster);
    }

    @BeforeEach
    void makeAppAndRepository() throws Exception {
        offsite = Offsite.start(cluster, folder);
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.kubectl(APP).succeed("create", "configmap", "settings", "--from-literal=colour=green");
        cluster.apply(APP, "photos.yaml");
        cluster.await(APP, "pod/app", "condition=Ready", PATIENCE);
        // There are moments without a Job that prunes.
        leftovers = Leftovers.since(cluster, thing -> !thing.startsWith("pod/mows-backup-controller-"));
        offsite.makeRepository(", prune: {schedule: {cron: \"* * * * *\", jitterSeconds: 0}}");
    }

    @AfterEach
    void removeAppAndRepository() throws InterruptedException {
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "namespace", APP, "--ignore-not-found", "--timeout=60s");
        offsite.close();
    }

    private void begin(String name) throws Exception {
        OurController.backUp(cluster, APP, name);
        OurController.until(cluster, "snapshots are taken", status(name, "phase"), "Running"::equals);
    }

    private Program status(String name, String field) {
        return OurController.backupStatus(cluster, APP, name, field);
    }

    private void succeedsDespite(String name, Trouble trouble) throws Exception {
        begin(name);
        trouble.happen();
        String phase = OurController.untilBackupEnds(cluster, APP, name);
        assertThat(phase)
                .as("%s: %s", name, status(name, "message").run().output())
                .isEqualTo("Succeeded");
        leftovers.untilThereAreNone();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aRunComesToItsEndAndLeavesNothing() throws Exception {
        succeedsDespite("storage-away", () -> offsite.goAway(Duration.ofSeconds(20)));
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
        leftovers.untilThereAreNone();

        OurController.until(
                cluster,
                "it is pruned",
                cluster.kubectl().and("get", "repository", "offsite", "--output", "jsonpath={.status.lastPruneTime}"),
                printed -> !printed.isEmpty());
        String snapshots =
                offsite.restic().succeed("snapshots", "--json", "--no-lock").output();
        assertThat(new ObjectMapper().readTree(snapshots))
                .as(snapshots)
                .filteredOn(snapshot -> !snapshot.get("tags").toString().contains("part="))
                .hasSize(3);
        offsite.mows().succeed("check", "--read-data", "--retry-lock=1m");
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
