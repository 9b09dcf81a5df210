package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters and one bucket: one gets back what the other has saved, and nothing of that goes when it prunes. */
@ClusterTest
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class SecondClusterE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String APP = "album";

    private final TestCluster cluster;

    @TempDir
    Path folder;

    SecondClusterE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void anAppOfOneClusterComesBackInAnotherWhichLeavesItsBackupsAlone() throws Exception {
        try (Offsite offsite = Offsite.start(cluster, folder);
                TestCluster other = TestCluster.start()) {
            OurController.install(cluster);
            cluster.kubectl().succeed("create", "namespace", APP);
            cluster.apply(APP, "album.yaml");
            cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
            offsite.makeRepository("");
            backUp(cluster, "first");
            String saved = Album.content(cluster, APP);

            // It knows nothing but where the repository is.
            OurController.install(other);
            offsite.applyRepository(other, ", password: {name: offsite, key: password}");
            other.await("default", "repository/offsite", "condition=Ready", PATIENCE);
            OurController.until(other, "the other's restore point is shown", points(other), "first "::equals);
            Finished restored = app(other).succeed("app", "restore", APP, "--yes");
            assertThat(restored.output()).contains("everything is there");
            other.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
            assertThat(Album.content(other, APP)).isEqualTo(saved);

            // Of an app of the same name, and then what nobody needs is pruned. What is less than an hour old is never
            // thrown away, so
            // that whose backups a retention reaches is a matter of unit tests.
            backUp(other, "second");
            OurController.until(other, "both are shown", points(other), "first second "::equals);
            offsite.applyRepository(
                    other,
                    ", password: {name: offsite, key: password}, prune: {schedule: {cron: \"* * * * *\", jitterSeconds: 0}}");
            OurController.until(
                    other,
                    "it is pruned",
                    other.kubectl().and("get", "repository", "offsite", "--output", "jsonpath={.status.lastPruneTime}"),
                    printed -> !printed.isEmpty());
            other.kubectl().succeed("delete", "repository", "offsite", "--timeout=60s");
            OurController.until(
                    other,
                    "nothing is at work there any more",
                    other.kubectl(OurController.NAMESPACE).and("get", "jobs,pvc", "--no-headers", "--output=name"),
                    String::isBlank);

            assertThat(names(offsite)).containsExactlyInAnyOrder("backup-name=first", "backup-name=second");
            assertThat(offsite.restic().run("check", "--read-data").exits(0).output())
                    .contains("no errors were found");
            cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
            assertThat(app(cluster)
                            .succeed("app", "restore", APP, "--restore-point", pointOf(cluster, "first"), "--yes")
                            .output())
                    .contains("everything is there");
            cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
            assertThat(Album.content(cluster, APP)).isEqualTo(saved);

            cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
            cluster.kubectl().succeed("delete", "restores,backups", "--all", "--all-namespaces", "--timeout=120s");
            cluster.kubectl().succeed("delete", "restorepoints", "--all", "--timeout=60s");
        } finally {
            cluster.kubectl().run("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
            OurController.uninstall(cluster);
        }
    }

    private static void backUp(TestCluster where, String name) throws Exception {
        OurController.backUp(where, APP, name);
        assertThat(OurController.untilBackupEnds(where, APP, name))
                .as(where.kubectl(APP)
                        .succeed("get", "backup", name, "--output", "yaml")
                        .output())
                .isEqualTo("Succeeded");
    }

    /** Prints the names of the backups whose restore points a cluster shows, oldest first. */
    private static Program points(TestCluster where) {
        return where.kubectl()
                .and(
                        "get",
                        "restorepoints",
                        "--sort-by=.spec.time",
                        "--output",
                        "jsonpath={range .items[*]}{.spec.backupName} {end}");
    }

    private static String pointOf(TestCluster where, String backup) throws InterruptedException {
        return where.kubectl()
                .succeed(
                        "get",
                        "restorepoints",
                        "--output",
                        "jsonpath={.items[?(@.spec.backupName==\"" + backup + "\")].metadata.name}")
                .output();
    }

    private static List<String> names(Offsite offsite) throws Exception {
        List<String> names = new ArrayList<>();
        JsonNode snapshots = new ObjectMapper()
                .readTree(offsite.restic().succeed("snapshots", "--json").output());
        for (JsonNode snapshot : snapshots) {
            snapshot.get("tags").forEach(tag -> {
                if (tag.asText().startsWith("backup-name=")) {
                    names.add(tag.asText());
                }
            });
        }
        return names;
    }

    private Program app(TestCluster where) throws InterruptedException {
        return Machine.mows(folder, "none")
                .with("KUBECONFIG", where.kubeconfig().toString());
    }
}
