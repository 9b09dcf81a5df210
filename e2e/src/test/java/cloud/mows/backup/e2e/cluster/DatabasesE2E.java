package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are written to all the time, saved with their volumes, come back as if the power had gone: every row that was committed. */
@ClusterTest
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DatabasesE2E {
    private static final String APP = "shop";
    private static final int SERVERS = 3;

    /** Of the transfers up to the {@code %d}th: how many, and a hash of all that is in them. */
    private static final String HASH =
            "SELECT count(*), md5(string_agg(row(t.*)::text, ',' ORDER BY id)) FROM transfer t WHERE id <= %d";

    /** How many accounts do not have what the transfers left them, and whether any transfer is missing, twice there or spoilt. */
    private static final String WRONG = """
            SELECT (SELECT count(*) FROM account a WHERE balance <> 1000
                     + (SELECT coalesce(sum(amount), 0) FROM transfer WHERE receiver = a.id)
                     - (SELECT coalesce(sum(amount), 0) FROM transfer WHERE sender = a.id))
                 + (SELECT count(*) FROM transfer WHERE note <> repeat(md5(id::text), 20))
                 + (SELECT abs(transfers - (SELECT count(*) FROM transfer)) FROM total)""";

    private final TestCluster cluster;
    private Offsite offsite;

    @TempDir
    Path folder;

    DatabasesE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** What a server knows for sure: so many transfers, with this content. */
    private record Rows(long transfers, String hash) {}

    @BeforeAll
    static void install(TestCluster cluster) throws Exception {
        cluster.importPostgresql();
        OurController.install(cluster);
    }

    @AfterAll
    static void uninstall(TestCluster cluster) throws IOException, InterruptedException {
        OurController.uninstall(cluster);
    }

    @AfterEach
    void removeAppAndRepository() throws InterruptedException {
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "restores,backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "restorepoints", "--all", "--timeout=60s");
        cluster.kubectl().run("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
        offsite.close();
    }

    @Test
    void everyRowComesBack() throws Exception {
        offsite = Offsite.start(cluster, folder);
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.apply(APP, "shop.yaml");
        untilAllServe();
        offsite.makeRepository("");

        List<Rows> before = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            before.add(rows(server, Long.MAX_VALUE));
        }
        OurController.backUp(cluster, APP, "under-load");
        assertThat(OurController.untilBackupEnds(cluster, APP, "under-load"))
                .as(cluster.kubectl(APP)
                        .succeed("get", "backup", "under-load", "--output", "yaml")
                        .output())
                .isEqualTo("Succeeded");
        String moment = OurController.backupStatus(cluster, APP, "under-load", "completionTime")
                .succeed()
                .output();
        List<Rows> after = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            after.add(rows(server, Long.MAX_VALUE));
            assertThat(after.get(server).transfers())
                    .as("it is written to all the time")
                    .isGreaterThan(before.get(server).transfers());
        }

        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
        assertThat(app().succeed("app", "restore", APP, "--yes").output()).contains("everything is there");
        assertRowsAreThere(before);

        // Spoilt, and turned back while the writers go on until their servers are stopped.
        sql(0, "DROP TABLE transfer, account CASCADE");
        sql(1, "UPDATE transfer SET amount = amount + 1");
        assertThat(wrong(1)).isNotEqualTo("0");
        Finished replaced = app().succeed("app", "restore", APP, "--replace", "--as-of", moment, "--yes");
        assertThat(replaced.output()).contains("everything is there");
        assertRowsAreThere(before);
    }

    private void assertRowsAreThere(List<Rows> before) throws Exception {
        untilAllServe();
        for (int server = 0; server < SERVERS; server++) {
            Rows known = before.get(server);
            assertThat(rows(server, known.transfers())).as("server %d", server).isEqualTo(known);
            assertThat(wrong(server))
                    .as("things that are wrong in server %d", server)
                    .isEqualTo("0");
            in(server).succeed("pg_amcheck", "--host=/socket", "--username=postgres", "--heapallindexed", "postgres");
        }
    }

    /** Of each the rows up to one that is told, of all of them if it is beyond the end. */
    private Rows rows(int server, long last) throws InterruptedException {
        String[] printed = sql(server, HASH.formatted(last)).split("\\|");
        return new Rows(Long.parseLong(printed[0]), printed[1]);
    }

    private String wrong(int server) throws InterruptedException {
        return sql(server, WRONG);
    }

    private String sql(int server, String statement) throws InterruptedException {
        return in(server)
                .succeed(
                        "psql",
                        "--host=/socket",
                        "--username=postgres",
                        "--tuples-only",
                        "--no-align",
                        "--command",
                        statement)
                .output()
                .strip();
    }

    private Program in(int server) {
        return cluster.kubectl(APP).and("exec", "db-" + server, "--container=server", "--");
    }

    private void untilAllServe() throws InterruptedException {
        cluster.kubectl(APP).succeed("rollout", "status", "statefulset/db", "--timeout=180s");
    }

    private Program app() throws InterruptedException {
        return Machine.mows(folder, "none")
                .with("KUBECONFIG", cluster.kubeconfig().toString());
    }
}
