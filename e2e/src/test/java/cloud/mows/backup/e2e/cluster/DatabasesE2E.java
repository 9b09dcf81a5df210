package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.PostgreSqlServer;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Started;
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

/**
 * Databases that are written to all the time, saved with their volumes and by dumps. With their volumes they come back as if the power had gone, by
 * a dump in a fresh server: every row that was committed.
 */
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
        allowDumps();
        // As CloudNativePG would have made it.
        cluster.kubectl(APP).succeed("label", "pod", "db-2", "cnpg.io/cluster=ledger", "cnpg.io/instanceRole=primary");

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

        assertRowsAreDumped("postgresql-db-0", before.get(0));
        assertRowsAreDumped("postgresql-ledger", before.get(2));
        assertThatWhatIsCutOffIsNoFile();

        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
        assertThat(app().succeed("app", "restore", APP, "--as-of", moment, "--yes")
                        .output())
                .contains("everything is there");
        assertRowsAreThere(before);

        // Spoilt, and turned back while the writers go on until their servers are stopped.
        sql(0, "DROP TABLE transfer, account CASCADE");
        sql(1, "UPDATE transfer SET amount = amount + 1");
        assertThat(wrong(1)).isNotEqualTo("0");
        Finished replaced = app().succeed("app", "restore", APP, "--replace", "--as-of", moment, "--yes");
        assertThat(replaced.output()).contains("everything is there");
        assertRowsAreThere(before);
    }

    private void allowDumps() throws InterruptedException {
        cluster.kubectl(APP)
                .succeed(
                        "create",
                        "rolebinding",
                        "mows-backup-hooks",
                        "--clusterrole=mows-backup-hooks",
                        "--serviceaccount=" + OurController.NAMESPACE + ":mows-backup-dumper");
    }

    /** In a fresh server that got nothing but the dump. */
    private void assertRowsAreDumped(String server, Rows known) throws Exception {
        String at = "/databases/" + server;
        try (PostgreSqlServer fresh = PostgreSqlServer.start()) {
            Path dump = fresh.folder().resolve("postgres.dump");
            offsite.mows().succeed("dump", "--target", dump.toString(), "latest", at + "/postgres.dump");
            fresh.program("createdb").succeed("shop");
            fresh.program("pg_restore").succeed("--exit-on-error", "--dbname=shop", dump.toString());
            assertThat(fresh.sql("shop", HASH.formatted(known.transfers())))
                    .isEqualTo(known.transfers() + "|" + known.hash());
            assertThat(fresh.sql("shop", WRONG))
                    .as("things that are wrong in the dump of " + server)
                    .isEqualTo("0");
        }
        assertThat(offsite.mows().succeed("dump", "latest", at + "/globals.sql").output())
                .contains("CREATE ROLE postgres");
    }

    /** pg_dump has printed the beginning when it waits for the large objects; then it is killed. */
    private void assertThatWhatIsCutOffIsNoFile() throws Exception {
        sql(1, "SELECT lo_from_bytea(0, 'large')");
        String waits =
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'mows-backup' AND wait_event_type = 'Lock'";
        try (Started holder = cluster.kubectl(APP)
                .start(
                        "exec",
                        "db-1",
                        "--container=server",
                        "--",
                        "psql",
                        "--host=/socket",
                        "--username=postgres",
                        "--command=BEGIN",
                        "--command=LOCK TABLE pg_largeobject IN ACCESS EXCLUSIVE MODE",
                        "--command=SELECT pg_sleep(600)")) {
            OurController.backUp(cluster, APP, "cut-off");
            OurController.until(
                    cluster,
                    "pg_dump waits",
                    in(1).and(psql(waits)),
                    printed -> printed.strip().equals("1"));
            assertThat(in(1).succeed("sh", "-c", "sed -n 's/^wchar: //p' /proc/$(pidof pg_dump)/io")
                            .output()
                            .strip())
                    .as("bytes that it has printed")
                    .isNotEqualTo("0");
            in(1).succeed("sh", "-c", "kill -KILL $(pidof pg_dump)");
            assertThat(OurController.untilBackupEnds(cluster, APP, "cut-off")).isEqualTo("PartiallyFailed");
            assertThat(holder.isAlive()).isTrue();
        }
        assertThat(OurController.backupStatus(cluster, APP, "cut-off", "message")
                        .succeed()
                        .output())
                .contains("dump postgresql-db-1", "the command 'pg_dump' in pod db-1 failed with exit code 137");
        assertThat(offsite.mows()
                        .succeed("ls", "--recursive", "latest", "/databases")
                        .output())
                .contains("/databases/postgresql-db-0/postgres.dump", "/databases/postgresql-db-1/globals.sql")
                .doesNotContain("/databases/postgresql-db-1/postgres.dump");
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
        return in(server).succeed(psql(statement)).output().strip();
    }

    private static String[] psql(String statement) {
        return new String[] {
            "psql", "--host=/socket", "--username=postgres", "--tuples-only", "--no-align", "--command", statement
        };
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
