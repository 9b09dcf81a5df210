package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our program as a mover: the snapshot of a real volume goes into S3 and comes back into another volume. */
@ClusterTest
class ClusterE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String NAMESPACE = "photos";

    private final TestCluster cluster;

    @TempDir
    Path folder;

    ClusterE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** The API server itself refuses pods here that ask for more than Kubernetes' strictest standard allows. */
    @BeforeEach
    void makeNamespace() throws InterruptedException {
        cluster.kubectl().succeed("create", "namespace", NAMESPACE);
        cluster.kubectl().succeed("label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=restricted");
    }

    @AfterEach
    void leavesNothing() throws InterruptedException {
        cluster.kubectl().succeed("delete", "namespace", NAMESPACE, "--timeout", PATIENCE.toSeconds() + "s");
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!cluster.storedThings().isEmpty() && System.nanoTime() < giveUpAt) {
            Thread.sleep(100);
        }
        assertThat(cluster.storedThings()).isEmpty();
    }

    @Test
    void aVolumeGoesIntoS3AndComesBack() throws Exception {
        cluster.importOurImage();
        cluster.apply(NAMESPACE, "photos.yaml");
        cluster.await(NAMESPACE, "pod/app", "condition=Ready", PATIENCE);
        cluster.apply(NAMESPACE, "snapshot.yaml");
        cluster.await(NAMESPACE, "volumesnapshot/photos", "jsonpath={.status.readyToUse}=true", PATIENCE);
        cluster.kubectl(NAMESPACE).succeed("exec", "app", "--", "rm", "-r", "/data/album/2024");

        try (Server server = Server.s3(folder, cluster.hostAddress())) {
            String repository =
                    "s3:http://" + cluster.hostAddress().getHostAddress() + ":" + server.port() + "/backups/photos";
            makeSecret(repository);
            Program mows = keyed(Machine.mows(folder, repository));
            mows.succeed("init");

            cluster.apply(NAMESPACE, "backup.yaml");
            assertThat(cluster.completed(NAMESPACE, "backup", PATIENCE)).contains("snapshot", "saved");
            mows.succeed("check", "--read-data");
            keyed(Machine.restic(folder, repository)).succeed("check", "--read-data");

            cluster.apply(NAMESPACE, "restore.yaml");
            cluster.completed(NAMESPACE, "restore", PATIENCE);
            // Not the volumes' own roots: these belong to the CSI driver, not to the app.
            assertSame(album("clone"), album("restored"));
        }
    }

    private void makeSecret(String repository) throws InterruptedException {
        cluster.kubectl(NAMESPACE)
                .succeed(
                        "create",
                        "secret",
                        "generic",
                        "repository",
                        "--from-literal=MOWS_BACKUP_REPOSITORY=" + repository,
                        "--from-literal=MOWS_BACKUP_PASSWORD=" + Machine.PASSWORD,
                        "--from-literal=MOWS_BACKUP_CACHE_DIR=/tmp/cache",
                        "--from-literal=AWS_ACCESS_KEY_ID=" + Server.S3_KEY,
                        "--from-literal=AWS_SECRET_ACCESS_KEY=" + Server.S3_SECRET);
    }

    private static Program keyed(Program program) {
        return program.with("AWS_ACCESS_KEY_ID", Server.S3_KEY).with("AWS_SECRET_ACCESS_KEY", Server.S3_SECRET);
    }

    private Path album(String claim) throws InterruptedException {
        return cluster.volume(NAMESPACE, claim).resolve("album");
    }

    /** The two folders hold the same in anything that rsync knows of, and not nothing. */
    private void assertSame(Path original, Path restored) throws InterruptedException {
        Program inside = cluster.inside();
        assertThat(inside.and("find").succeed(restored.toString()).output().lines())
                .hasSizeGreaterThan(500);
        Finished compared = inside.and("rsync").succeed("-naiHAXc", "--delete", original + "/", restored + "/");
        assertThat(compared.output()).as("differences").isEmpty();
    }

    @Test
    void aProgramOfTheClusterCanDieAndComeBack() throws Exception {
        cluster.kill("apiserver");
        assertThat(cluster.kubectl().run("get", "nodes").exitCode()).isNotZero();
        cluster.start("apiserver");
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (cluster.kubectl().run("get", "--raw", "/readyz").exitCode() != 0 && System.nanoTime() < giveUpAt) {
            Thread.sleep(100);
        }
        cluster.await(NAMESPACE, "namespace/" + NAMESPACE, "jsonpath={.status.phase}=Active", PATIENCE);
    }
}
