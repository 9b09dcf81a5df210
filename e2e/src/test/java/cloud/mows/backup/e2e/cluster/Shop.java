package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.PostgreSqlServer;
import cloud.mows.backup.e2e.Program;
import java.nio.file.Path;

/** The PostgreSQL servers of shop.yaml in a namespace, each of which is written to all the time. */
final class Shop {
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
    private final String namespace;

    Shop(TestCluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** What a server knows for sure: so many transfers, with this content. */
    record Rows(long transfers, String hash) {}

    void untilAllServe() throws InterruptedException {
        cluster.kubectl(namespace).succeed("rollout", "status", "statefulset/db", "--timeout=180s");
    }

    /** As CloudNativePG would have made its primary. */
    void labelAsCloudNativePg(int server, String name) throws InterruptedException {
        cluster.kubectl(namespace)
                .succeed("label", "pod", "db-" + server, "cnpg.io/cluster=" + name, "cnpg.io/instanceRole=primary");
    }

    /** All that a server has. */
    Rows rows(int server) throws InterruptedException {
        return rows(server, Long.MAX_VALUE);
    }

    /** The rows up to one that is told, all if it is beyond the end. */
    Rows rows(int server, long last) throws InterruptedException {
        String[] printed = sql(server, HASH.formatted(last)).split("\\|");
        return new Rows(Long.parseLong(printed[0]), printed[1]);
    }

    /** How much of what must hold between the rows does not. */
    String wrong(int server) throws InterruptedException {
        return sql(server, WRONG);
    }

    String sql(int server, String statement) throws InterruptedException {
        return in(server).succeed(psql(statement)).output().strip();
    }

    static String[] psql(String statement) {
        return new String[] {
            "psql", "--host=/socket", "--username=postgres", "--tuples-only", "--no-align", "--command", statement
        };
    }

    Program in(int server) {
        return cluster.kubectl(namespace).and("exec", "db-" + server, "--container=server", "--");
    }

    /**
     * A restore point has these rows in the dump of a server: looked at in a fresh one that got nothing else.
     *
     * @param name of the server in the restore point
     */
    static void assertDumped(Rows known, Offsite offsite, String restorePoint, String name) throws Exception {
        String at = "/databases/" + name;
        try (PostgreSqlServer fresh = PostgreSqlServer.start()) {
            Path dump = fresh.folder().resolve("postgres.dump");
            offsite.mows().succeed("dump", "--target", dump.toString(), restorePoint, at + "/postgres.dump");
            fresh.program("createdb").succeed("shop");
            fresh.program("pg_restore").succeed("--exit-on-error", "--dbname=shop", dump.toString());
            assertThat(fresh.sql("shop", HASH.formatted(known.transfers())))
                    .isEqualTo(known.transfers() + "|" + known.hash());
            assertThat(fresh.sql("shop", WRONG))
                    .as("things that are wrong in the dump of " + name)
                    .isEqualTo("0");
        }
        assertThat(offsite.mows()
                        .succeed("dump", restorePoint, at + "/globals.sql")
                        .output())
                .contains("CREATE ROLE postgres");
    }
}
