package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app as MOWS has it, with volumes of Longhorn and a database of CloudNativePG that is written to all the time: it asks in its manifest,
 * the administrator approves, and its schedule backs it up.
 */
@ClusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DeclaredAppE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String APP = "shop";
    private static final String DATABASE_CLAIM = "data-db-0";
    private static final String DUMP = "postgresql-ledger";
    private static final String MANIFEST = """
            metadata: {name: shop}
            spec: {raw: {sources: {}}}
            backup:
              apiVersion: backup.k8s.mows.cloud/v1alpha1
              spec:
                schedule: {cron: "* * * * *", jitterSeconds: 0}
                suspend: %s
                hooks:
                  - name: still
                    container: app
                    pre: {command: [sh, -c, "echo held >>/data/trace && echo it holds still"]}
                    post: {command: [sh, -c, "echo released >>/data/trace && echo it goes on"]}
            """;

    private final TestCluster cluster;
    private final Shop shop;
    private PlayedLonghorn longhorn;
    private Offsite offsite;
    private Leftovers leftovers;

    @TempDir
    static Path folder;

    DeclaredAppE2E(TestCluster cluster) {
        this.cluster = cluster;
        shop = new Shop(cluster, APP);
    }

    @BeforeAll
    void makeAppAndRepository() throws Exception {
        cluster.importPostgresql();
        OurController.install(cluster);
        longhorn = PlayedLonghorn.start(cluster);
        offsite = Offsite.start(cluster, folder);
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.applyText(APP, PlayedLonghorn.fromLonghorn(TestCluster.resource("photos.yaml")));
        cluster.applyText(
                APP,
                PlayedLonghorn.fromLonghorn(TestCluster.resource("shop.yaml"))
                        .replace("replicas: 3", "replicas: 1")
                        .replace("terminationGracePeriodSeconds: 20", "terminationGracePeriodSeconds: 0"));
        longhorn.serve(APP, "photos");
        cluster.await(APP, "pvc/" + DATABASE_CLAIM, "create", PATIENCE);
        longhorn.serve(APP, DATABASE_CLAIM);
        cluster.await(APP, "pod/app", "condition=Ready", PATIENCE);
        shop.untilAllServe();
        shop.labelAsCloudNativePg(0, "ledger");
        cluster.kubectl(APP)
                .succeed(
                        "create",
                        "rolebinding",
                        "mows-backup-hooks",
                        "--clusterrole=mows-backup-hooks",
                        "--serviceaccount=" + OurController.NAMESPACE + ":mows-backup-controller",
                        "--serviceaccount=" + OurController.NAMESPACE + ":mows-backup-dumper");
        OurController.onlyOnRequest(cluster);
        offsite.makeRepository("");
        leftovers = Leftovers.since(
                cluster,
                thing -> !thing.contains(PlayedLonghorn.AT) && !thing.startsWith("pod/mows-backup-controller-"));
    }

    @AfterEach
    void forgetWhatWasAsked() throws InterruptedException {
        cluster.kubectl(APP).succeed("delete", "backuppolicies,backups", "--all", "--timeout=120s");
        cluster.kubectl().succeed("delete", "backupgrants", "--all");
        cluster.kubectl(APP).succeed("exec", "app", "--", "rm", "-f", "/data/trace");
    }

    @AfterAll
    void removeAll() throws Exception {
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
        offsite.close();
        longhorn.end();
        OurController.uninstall(cluster);
    }

    @Test
    void itIsBackedUpAsItAskedWithEveryByteAndRow() throws Exception {
        String trace = isBackedUpAsItAsked();
        assertThat(trace).as("what the hooks did before the snapshot").isEqualTo("held\n");
    }

    @Test
    void alsoAfterEveryCallOfTheControllerAndItsJobsFailedTwice() throws Exception {
        try (FailingCalls calls = FailingCalls.start(cluster, folder)) {
            OurController.restart(cluster);
            String trace = isBackedUpAsItAsked();
            assertThat(trace).as("what the hooks did before the snapshot").matches("(held\n)+");

            Map<String, Integer> changes = calls.made();
            changes.keySet().removeIf(call -> !FailingCalls.isChange(call));
            assertThat(changes)
                    .hasSizeGreaterThan(20)
                    .allSatisfy((call, times) -> assertThat(times)
                            .as("how often it was made: %s", call)
                            .isGreaterThan(FailingCalls.FAILURES));
            assertThat(calls.failures()).isGreaterThan(100);
        }
    }

    /** @return what the hooks had written into the volume that was saved */
    private String isBackedUpAsItAsked() throws Exception {
        Shop.Rows known = shop.rows(0);
        ask(false);
        approve();
        cluster.await(APP, "backuppolicy/shop", "condition=Granted", PATIENCE);
        String backup = OurController.until(
                        cluster,
                        "the schedule makes a Backup",
                        cluster.kubectl(APP)
                                .and(
                                        "get",
                                        "backups",
                                        "--output",
                                        "jsonpath={.items[?(@.spec.trigger==\"Schedule\")].metadata.name}"),
                        printed -> !printed.isEmpty())
                .split(" ")[0];
        // As often as was approved, or less often, without asking again: the next one would leave things too, for a
        // while.
        ask(true);
        assertThat(OurController.untilBackupEnds(cluster, APP, backup))
                .as(cluster.kubectl(APP)
                        .succeed("get", "backup", backup, "--output", "yaml")
                        .output())
                .isEqualTo("Succeeded");
        leftovers.untilThereAreNone();
        longhorn.untilOnlyVolumesOfClaimsAreLeft(2);
        longhorn.untilOnlyNewestSnapshotsAreLeft();

        offsite.mows().succeed("check", "--read-data", "--retry-lock=1m");
        String point = status(backup, "restorePoints[0].id");
        assertFilesAreThere(point);
        Shop.assertDumped(known, offsite, point, DUMP);
        assertThat(shop.rows(0).transfers()).as("it is written to all the time").isGreaterThan(known.transfers());
        assertThat(offsite.restic().succeed("dump", point, "/ledger.jsonl").output())
                .containsPattern("\"type\":\"volume\",\"name\":\"photos\".*\"by\":\"longhorn\"")
                .containsPattern("\"type\":\"volume\",\"name\":\"" + DATABASE_CLAIM + "\".*\"by\":\"longhorn\"")
                .containsPattern("\"type\":\"database\",\"name\":\"" + DUMP + "\",\"outcome\":\"captured\"")
                .contains("\"failed\":0");
        return assertHeldAndReleased(backup, point);
    }

    private void ask(boolean suspend) throws Exception {
        Path manifest = Files.writeString(folder.resolve("mows-manifest.yaml"), MANIFEST.formatted(suspend));
        assertThat(mows().succeed("manifest", "validate", manifest.toString()).output())
                .contains("app shop: backup is valid");
        cluster.applyText(mows().succeed("manifest", "render", manifest.toString(), "--namespace", APP)
                .output());
    }

    private void approve() throws Exception {
        assertThat(mows().succeed("request", "list").output()).containsPattern("shop/shop +waiting ");
        String shown = mows().succeed("request", "show", APP, "--json").output();
        String token = new ObjectMapper().readTree(shown).get("as_shown").asText();
        assertThat(mows().succeed("request", "approve", APP, "--as-shown", token, "--yes")
                        .output())
                .contains("BackupGrant shop.shop allows BackupPolicy shop of namespace shop");
    }

    private Program mows() throws InterruptedException {
        return offsite.mows().with("KUBECONFIG", cluster.kubeconfig().toString());
    }

    private String status(String backup, String field) throws InterruptedException {
        return OurController.backupStatus(cluster, APP, backup, field).succeed().output();
    }

    private void assertFilesAreThere(String point) throws Exception {
        Path restored = folder.resolve("restored-" + point);
        offsite.mows().succeed("restore", point, "--target", restored.toString(), "--include", "/volumes/photos");
        Path original = longhorn.content(cluster.kubectl(APP)
                .succeed("get", "pvc", "photos", "--output", "jsonpath={.spec.volumeName}")
                .output());
        Program inside = cluster.inside();
        assertThat(inside.and("find").succeed(restored.toString()).output().lines())
                .hasSizeGreaterThan(500);
        Finished compared = inside.and("rsync")
                .succeed("-naiHAXc", "--delete", original + "/album/", restored + "/volumes/photos/album/");
        assertThat(compared.output()).as("differences").isEmpty();
    }

    private String assertHeldAndReleased(String backup, String point) throws Exception {
        assertThat(status(backup, "holds[0].pre.output")).isEqualTo("it holds still");
        assertThat(status(backup, "holds[0].post")).contains("\"exitCode\":0", "\"output\":\"it goes on\"");
        assertThat(cluster.kubectl(APP)
                        .succeed("exec", "app", "--", "cat", "/data/trace")
                        .output())
                .as("what the hooks did")
                .matches("((held\n)+(released\n)+)+");
        return offsite.mows().succeed("dump", point, "/volumes/photos/trace").output();
    }
}
