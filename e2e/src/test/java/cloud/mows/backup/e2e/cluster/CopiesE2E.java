package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups go to an S3 server; what they leave is copied to a REST server, which has another password and other credentials. */
@ClusterTest
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CopiesE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String APP = "album";
    private static final String USER = "home";
    private static final String SECRET = "for-the-friend-only";
    private static final String PASSWORD = "another " + Machine.PASSWORD;

    private final TestCluster cluster;

    @TempDir
    Path folder;

    CopiesE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void anAppComesBackFromItsCopyWhenTheFirstPlaceIsGone() throws Exception {
        try (Offsite offsite = Offsite.start(cluster, folder);
                Server friend = Server.rest(folder, cluster.hostAddress(), USER, SECRET)) {
            OurController.install(cluster);
            cluster.kubectl().succeed("create", "namespace", APP);
            cluster.apply(APP, "album.yaml");
            cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
            copyTo(friend);
            offsite.makeRepository("");
            cluster.await("default", "repository/friend", "condition=Ready", PATIENCE);

            OurController.backUp(cluster, APP, "first");
            assertThat(OurController.untilBackupEnds(cluster, APP, "first")).isEqualTo("Succeeded");
            assertThat(OurController.backupStatus(cluster, APP, "first", "restorePoints[*].repository")
                            .succeed()
                            .output())
                    .as("the app is read once")
                    .isEqualTo("offsite");
            OurController.until(
                    cluster,
                    "its restore point lies in both",
                    cluster.kubectl()
                            .and("get", "restorepoints", "--output", "jsonpath={.items[*].spec.copies[*].repository}"),
                    "offsite friend"::equals);
            OurController.until(
                    cluster, "nothing is left to be copied", copied("message"), message -> message.startsWith("Every"));
            Program restic = Machine.restic(
                            Files.createDirectories(folder.resolve("friends")),
                            address(friend, USER + ":" + SECRET + "@"))
                    .with("RESTIC_PASSWORD", PASSWORD);
            assertThat(restic.succeed("snapshots", "--json").output()).containsOnlyOnce("backup-name=first");
            assertThat(restic.succeed("check", "--read-data").output()).contains("no errors were found");

            String saved = Album.content(cluster, APP);
            offsite.stop();
            cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
            // So that it is looked at now, and not within the hour.
            cluster.kubectl()
                    .succeed(
                            "patch",
                            "repository",
                            "offsite",
                            "--type=merge",
                            "--patch={\"spec\": {\"check\": {\"readDataPercent\": 7}}}");
            cluster.await("default", "repository/offsite", "condition=Ready=False", PATIENCE);
            assertThat(Machine.mows(folder, "none")
                            .with("KUBECONFIG", cluster.kubeconfig().toString())
                            .succeed("app", "restore", APP, "--yes")
                            .output())
                    .contains("everything is there");
            cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
            assertThat(Album.content(cluster, APP)).isEqualTo(saved);
            assertThat(cluster.kubectl(OurController.NAMESPACE)
                            .succeed("logs", "--selector", OurController.PODS, "--tail=-1")
                            .output())
                    .doesNotContain(SECRET, Machine.PASSWORD);
        } finally {
            cluster.kubectl().run("delete", "repositories", "--all", "--timeout=60s");
            cluster.kubectl().run("delete", "restores,backups", "--all", "--all-namespaces", "--timeout=120s");
            cluster.kubectl().run("delete", "restorepoints", "--all", "--timeout=60s");
            cluster.kubectl().run("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
            OurController.uninstall(cluster);
        }
    }

    private void copyTo(Server friend) throws Exception {
        cluster.kubectl(OurController.NAMESPACE)
                .succeed(
                        "create",
                        "secret",
                        "generic",
                        "friend",
                        "--from-literal=password=" + PASSWORD,
                        "--from-literal=RESTIC_REST_USERNAME=" + USER,
                        "--from-literal=RESTIC_REST_PASSWORD=" + SECRET);
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: friend}
                spec:
                  address: "%s"
                  password: {name: friend, key: password}
                  credentialsSecret: friend
                ---
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: ClusterBackupPolicy
                metadata: {name: default}
                spec:
                  suspend: true
                  copies: [{name: friend}]
                """.formatted(address(friend, "")));
    }

    /** @param login with its @, or nothing */
    private String address(Server friend, String login) {
        return "rest:http://" + login + cluster.hostAddress().getHostAddress() + ":" + friend.port() + "/home/";
    }

    private Program copied(String field) {
        return cluster.kubectl()
                .and(
                        "get",
                        "repository",
                        "friend",
                        "--output",
                        "jsonpath={.status.conditions[?(@.type==\"Copied\")]." + field + "}");
    }
}
