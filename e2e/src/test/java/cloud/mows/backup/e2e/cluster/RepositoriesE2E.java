package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller as deploy/chart puts it into a cluster, with no more rights than those, and a real S3. */
@ClusterTest
class RepositoriesE2E {
    private static final String NAMESPACE = OurController.NAMESPACE;
    private static final String CONTROLLER = OurController.DEPLOYMENT;
    private static final String CONTROLLERS = OurController.PODS;

    private final TestCluster cluster;
    private Offsite offsite;

    @TempDir
    Path folder;

    RepositoriesE2E(TestCluster cluster) throws Exception {
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
    void startServer() throws Exception {
        offsite = Offsite.start(cluster, folder);
    }

    @AfterEach
    void leavesNoJob() throws InterruptedException {
        offsite.close();
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        until("no Job is left", jobs(), String::isEmpty);
    }

    private void makeRepository(String name, String more) throws Exception {
        offsite.applyRepository(name, ", " + more);
    }

    private void makeRepository() throws Exception {
        makeRepository("offsite", "password: {name: offsite, key: password}");
    }

    private Program ready(String name, String field) {
        return cluster.kubectl()
                .and(
                        "get",
                        "repository",
                        name,
                        "--output",
                        "jsonpath={.status.conditions[?(@.type==\"Ready\")]." + field + "}");
    }

    private Program status(String field) {
        return cluster.kubectl().and("get", "repository", "offsite", "--output", "jsonpath={.status." + field + "}");
    }

    private Program jobs() {
        return cluster.kubectl(NAMESPACE).and("get", "jobs", "--output", "name");
    }

    private Program leader() {
        return cluster.kubectl(NAMESPACE)
                .and("get", "lease", "mows-backup-controller", "--output", "jsonpath={.spec.holderIdentity}");
    }

    private Program controllers() {
        return cluster.kubectl(NAMESPACE)
                .and("get", "pods", "--selector", CONTROLLERS, "--output", "jsonpath={.items[*].metadata.name}");
    }

    private String until(String what, Program command, Predicate<String> condition) throws InterruptedException {
        return OurController.until(cluster, what, command, condition);
    }

    private String idInTheRepository() throws Exception {
        String config = offsite.mows().succeed("cat", "config").output();
        return new ObjectMapper().readTree(config).get("id").asText();
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("buckets/backups"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/locks/"))
                    .sorted()
                    .toList();
        }
    }

    private void touchSpec(int percent) throws InterruptedException {
        cluster.kubectl()
                .succeed(
                        "patch",
                        "repository",
                        "offsite",
                        "--type=merge",
                        "--patch={\"spec\": {\"check\": {\"readDataPercent\": " + percent + "}}}");
    }

    @Test
    void aNewRepositoryIsMadeAndKnownByItsId() throws Exception {
        makeRepository();
        until("it is ready", ready("offsite", "status"), "True"::equals);
        String id = status("id").succeed().output();
        assertThat(id).isEqualTo(idInTheRepository());
        assertThat(status("snapshots").succeed().output()).isEqualTo("0");
        until("no Job is left", jobs(), String::isEmpty);
        assertThat(cluster.kubectl()
                        .succeed("get", "events", "--field-selector=involvedObject.name=offsite")
                        .output())
                .contains("Opened", "it was made and opens");

        Files.writeString(folder.resolve("photo"), "x");
        offsite.mows().succeed("backup", folder.resolve("photo").toString());
        String since = ready("offsite", "lastTransitionTime").succeed().output();
        touchSpec(11);
        until("the snapshot is seen", status("snapshots"), "1"::equals);

        cluster.kubectl()
                .succeed(
                        "patch",
                        "repository",
                        "offsite",
                        "--type=merge",
                        "--patch={\"spec\": {\"check\": {\"readDataPercent\": 100, \"schedule\": {\"cron\": \"* * * * *\","
                                + " \"jitterSeconds\": 0}}}}");
        until("all was checked", status("checkedPart"), "1/1"::equals);
        assertThat(status("storedBytes").succeed().output()).matches("[1-9][0-9]*");
        assertThat(status("conditions[?(@.type==\"Checked\")].message")
                        .succeed()
                        .output())
                .startsWith("No damage was found; part ");
        Path pack = stored().stream()
                .filter(file -> file.toString().contains("/data/"))
                .findFirst()
                .orElseThrow();
        Files.delete(pack);
        until(
                "damage is told",
                status("conditions[?(@.type==\"Checked\")].message"),
                printed -> printed.startsWith("It is damaged: ")
                        && printed.contains(pack.getFileName().toString().substring(0, 8)));
        assertThat(ready("offsite", "lastTransitionTime").succeed().output()).isEqualTo(since);
        assertThat(status("id").succeed().output()).isEqualTo(id);
    }

    @Test
    void whatKeepsItFromOpeningIsTold() throws Exception {
        offsite.mows().succeed("init");
        List<Path> before = stored();
        makeRepository("wrong", "password: {name: offsite, key: wrong}");
        makeRepository("nobody", "password: {name: not-there, key: password}");
        assertThat(until("it is told", ready("wrong", "message"), message -> message.contains("password")))
                .isEqualTo("the password in key wrong of Secret offsite does not open it");
        assertThat(ready("wrong", "status").succeed().output()).isEqualTo("False");
        assertThat(until("it is told", ready("nobody", "message"), message -> message.contains("not-there")))
                .contains("not found");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void oneThatVanishedOrWasExchangedIsLeftAlone() throws Exception {
        makeRepository();
        until("it is ready", ready("offsite", "status"), "True"::equals);
        String id = status("id").succeed().output();

        Path bucket = folder.resolve("buckets/backups");
        Files.move(bucket.resolve("home"), folder.resolve("taken away"));
        touchSpec(12);
        assertThat(until("its absence is told", ready("offsite", "reason"), "Vanished"::equals))
                .isNotEmpty();
        assertThat(stored()).isEmpty();

        offsite.mows()
                .with("MOWS_BACKUP_CACHE_DIR", folder.resolve("other-cache").toString())
                .succeed("init");
        List<Path> other = stored();
        assertThat(other).isNotEmpty();
        touchSpec(13);
        until("the other is noticed", ready("offsite", "reason"), "OtherRepository"::equals);
        assertThat(stored()).isEqualTo(other);
        assertThat(status("id").succeed().output()).isEqualTo(id);

        Files.move(bucket.resolve("home"), folder.resolve("other"));
        Files.move(folder.resolve("taken away"), bucket.resolve("home"));
        touchSpec(14);
        until("the right one is back", ready("offsite", "status"), "True"::equals);
        assertThat(idInTheRepository()).isEqualTo(id);
    }

    @Test
    void aControllerThatIsKilledMeanwhileMakesNoDifference() throws Exception {
        makeRepository();
        until("a Job has started", jobs(), printed -> !printed.isEmpty());
        String killed = leader().succeed().output();
        cluster.kubectl(NAMESPACE).succeed("delete", "pod", killed, "--grace-period=0", "--force");
        until("it is ready", ready("offsite", "status"), "True"::equals);
        assertThat(controllers().succeed().output()).doesNotContain(killed);
        assertThat(status("id").succeed().output()).isEqualTo(idInTheRepository());
        assertThat(stored())
                .filteredOn(file -> file.toString().contains("/keys/"))
                .hasSize(1);
        until("no Job is left", jobs(), String::isEmpty);
    }

    @Test
    void ofTwoOneIsAtWorkAndTheOtherTakesOver() throws Exception {
        Program kubectl = cluster.kubectl(NAMESPACE);
        kubectl.succeed("scale", CONTROLLER, "--replicas=2");
        try {
            kubectl.succeed("rollout", "status", CONTROLLER, "--timeout=120s");
            List<String> both = List.of(controllers().succeed().output().split(" "));
            assertThat(both).hasSize(2);
            String first = until("one of them leads", leader(), both::contains);
            makeRepository();
            until("it is ready", ready("offsite", "status"), "True"::equals);
            assertThat(leader().succeed().output()).isEqualTo(first);

            kubectl.succeed("delete", "pod", first, "--timeout=60s");
            until("another leads", leader(), name -> !name.equals(first));
            String before = status("lastAttemptTime").succeed().output();
            touchSpec(15);
            until("it works", status("lastAttemptTime"), time -> !time.equals(before));
            assertThat(ready("offsite", "status").succeed().output()).isEqualTo("True");
        } finally {
            kubectl.succeed("scale", CONTROLLER, "--replicas=1");
            until("one is left", controllers(), names -> !names.contains(" "));
        }
    }
}
