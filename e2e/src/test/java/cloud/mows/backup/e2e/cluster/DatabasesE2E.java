package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Started;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private final TestCluster cluster;
    private final Shop shop;
    private Offsite offsite;

    @TempDir
    Path folder;

    DatabasesE2E(TestCluster cluster) {
        this.cluster = cluster;
        shop = new Shop(cluster, APP);
    }

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
        shop.untilAllServe();
        offsite.makeRepository("");
        allowDumps();
        shop.labelAsCloudNativePg(2, "ledger");

        List<Shop.Rows> before = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            before.add(shop.rows(server));
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
        List<Shop.Rows> after = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            after.add(shop.rows(server));
            assertThat(after.get(server).transfers())
                    .as("it is written to all the time")
                    .isGreaterThan(before.get(server).transfers());
        }

        Shop.assertDumped(before.get(0), offsite, "latest", "postgresql-db-0");
        Shop.assertDumped(before.get(2), offsite, "latest", "postgresql-ledger");
        assertThatWhatIsCutOffIsNoFile();

        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");
        assertThat(app().succeed("app", "restore", APP, "--as-of", moment, "--yes")
                        .output())
                .contains("everything is there");
        assertRowsAreThere(before);

        // Spoilt, and turned back while the writers go on until their servers are stopped.
        shop.sql(0, "DROP TABLE transfer, account CASCADE");
        shop.sql(1, "UPDATE transfer SET amount = amount + 1");
        assertThat(shop.wrong(1)).isNotEqualTo("0");
        Finished replaced = app().succeed("app", "restore", APP, "--replace", "--as-of", moment, "--yes");
        assertThat(replaced.output()).contains("everything is there");
        assertRowsAreThere(before);
    }

    /** MariaDB, written to all the time: every row that was committed, and its users, from the dumps alone. */
    @Test
    void everyRowOfMariaDbIsInItsDump() throws Exception {
        offsite = Offsite.start(cluster, folder);
        cluster.importMariaDb();
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.apply(APP, "wiki.yaml");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/wiki-db", "--timeout=180s");
        cluster.await(APP, "pod/fresh", "condition=Ready", Duration.ofMinutes(3));
        offsite.makeRepository("");
        allowDumps();
        String pages = OurController.until(
                        cluster,
                        "pages are written",
                        maria("deployment/wiki-db", "SELECT count(*) FROM wiki.page"),
                        printed -> printed.strip().matches("[0-9]{3,}"))
                .strip();
        String hash = "SELECT sum(crc32(concat(id, title, hex(picture)))) FROM wiki.page WHERE id <= " + pages;
        String known = maria("deployment/wiki-db", hash).succeed().output();

        OurController.backUp(cluster, APP, "wiki");
        assertThat(OurController.untilBackupEnds(cluster, APP, "wiki"))
                .as(cluster.kubectl(APP)
                        .succeed("get", "backup", "wiki", "--output", "yaml")
                        .output())
                .isEqualTo("Succeeded");
        assertThat(offsite.mows().succeed("dump", "latest", "/ledger.jsonl").output())
                .contains("mariadb-dump in pod wiki-db-");

        for (String file : List.of("users.sql", "wiki.dump.sql")) {
            Path dump = folder.resolve(file);
            offsite.mows().succeed("dump", "--target", dump.toString(), "latest", "/databases/mariadb-wiki-db/" + file);
            try (Started restore = inMaria("fresh").start()) {
                try (OutputStream input = restore.input()) {
                    Files.copy(dump, input);
                }
                restore.finish().exits(0);
            }
        }
        assertThat(maria("fresh", hash).succeed().output()).isEqualTo(known);
        assertThat(maria(
                                "fresh",
                                "SELECT (SELECT count(*) FROM wiki.page WHERE title <> concat('ä😀 ', md5(id)) OR picture <>"
                                        + " unhex(md5(id))) + abs((SELECT pages FROM wiki.total) - (SELECT count(*) FROM"
                                        + " wiki.page))")
                        .succeed()
                        .output()
                        .strip())
                .as("pages that are wrong in the dump")
                .isEqualTo("0");
        assertThat(maria("fresh", "SHOW GRANTS FOR clerk").succeed().output()).contains("GRANT SELECT ON `wiki`.*");
    }

    /** A statement as root of a server. */
    private Program maria(String pod, String statement) {
        return inMaria(pod).and("--execute=" + statement);
    }

    private Program inMaria(String pod) {
        return cluster.kubectl(APP)
                .and(
                        "exec",
                        "--stdin",
                        pod,
                        "--container=server",
                        "--",
                        "sh",
                        "-c",
                        "MYSQL_PWD=$MARIADB_ROOT_PASSWORD exec mariadb --no-defaults --batch --skip-column-names"
                                + " --default-character-set=utf8mb4 --user=root --socket=/run/mysqld/mysqld.sock \"$@\"",
                        "mariadb");
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

    /** pg_dump has printed the beginning when it waits for the large objects; then it is killed. */
    private void assertThatWhatIsCutOffIsNoFile() throws Exception {
        shop.sql(1, "SELECT lo_from_bytea(0, 'large')");
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
                    shop.in(1).and(Shop.psql(waits)),
                    printed -> printed.strip().equals("1"));
            assertThat(shop.in(1)
                            .succeed("sh", "-c", "sed -n 's/^wchar: //p' /proc/$(pidof pg_dump)/io")
                            .output()
                            .strip())
                    .as("bytes that it has printed")
                    .isNotEqualTo("0");
            shop.in(1).succeed("sh", "-c", "kill -KILL $(pidof pg_dump)");
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

    private void assertRowsAreThere(List<Shop.Rows> before) throws Exception {
        shop.untilAllServe();
        for (int server = 0; server < SERVERS; server++) {
            Shop.Rows known = before.get(server);
            assertThat(shop.rows(server, known.transfers()))
                    .as("server %d", server)
                    .isEqualTo(known);
            assertThat(shop.wrong(server))
                    .as("things that are wrong in server %d", server)
                    .isEqualTo("0");
            shop.in(server)
                    .succeed("pg_amcheck", "--host=/socket", "--username=postgres", "--heapallindexed", "postgres");
        }
    }

    private Program app() throws InterruptedException {
        return Machine.mows(folder, "none")
                .with("KUBECONFIG", cluster.kubeconfig().toString());
    }
}
