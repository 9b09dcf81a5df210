package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code mows-backup serve} with a real PostgreSQL server that is written to meanwhile. */
final class ServeDatabaseE2E {
    private static final String FOLDER = "/databases/postgresql-main";
    private static final String PASSWORD = "it's:a\\secret";

    @TempDir
    Path folder;

    private Path files;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        files = Files.createDirectories(folder.resolve("shop"));
        Files.writeString(files.resolve("settings"), "open");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private Started serve(PostgreSqlServer server) throws InterruptedException {
        Program program =
                Machine.mows(folder).with("PGHOST", server.folder().toString()).with("PATH", System.getenv("PATH"));
        return Page.listening(
                program.start(
                        "serve",
                        "--config",
                        folder.resolve("config").toString(),
                        "--state",
                        folder.resolve("state").toString(),
                        "--port",
                        Integer.toString(port)),
                port);
    }

    private ServeClient client() throws IOException, InterruptedException {
        ServeClient client = new ServeClient(port);
        client.login(folder.resolve("state"));
        return client;
    }

    private static Map<String, Object> database(JsonNode found) {
        Map<String, Object> database = new TreeMap<>(Map.of(
                "name",
                "main",
                "kind",
                "PostgreSQL",
                "host",
                found.path("host").asText(),
                "port",
                found.path("port").asInt(),
                "databases",
                List.of()));
        for (String field : List.of("user", "runAs")) {
            if (found.path(field).isTextual()) {
                database.put(field, found.path(field).asText());
            }
        }
        return database;
    }

    private void setUp(ServeClient client, Map<String, Object> database) throws Exception {
        JsonNode shown = client.post(
                "/api/v1/setup",
                Map.of(
                        "apps",
                        List.of(Map.of(
                                "name",
                                "shop",
                                "directories",
                                List.of(files.toString()),
                                "databases",
                                List.of(database),
                                "excludes",
                                List.of())),
                        "place",
                        Map.of(
                                "name",
                                "disk",
                                "location",
                                folder.resolve("repository").toString())),
                200);
        Map<String, String> answers = new TreeMap<>();
        shown.path("ask")
                .forEach(number -> answers.put(
                        number.asText(),
                        shown.path("words").path(number.asInt() - 1).asText()));
        client.post("/api/v1/setup/words", Map.of("answers", answers), 204);
    }

    private static void fill(PostgreSqlServer server) throws InterruptedException {
        server.sql("postgres", "create role clerk login password '" + PASSWORD.replace("'", "''") + "'");
        server.sql("postgres", "create database shop owner clerk");
        server.sql("postgres", "create database \"odd/%name\"");
        server.sql(
                "shop",
                "create table orders as select n as id, md5(n::text) as note from generate_series(1, 50000) n;"
                        + " alter table orders owner to clerk; create table paid (id int); create table sent (id int);"
                        + " alter table paid owner to clerk; alter table sent owner to clerk");
    }

    /** Writes to two tables in one transaction, again and again. */
    private static Started writer(PostgreSqlServer server) throws InterruptedException {
        Started writer = server.psql("shop")
                .start("--command=do $$ begin for n in 1..10000000 loop insert into paid values (n);"
                        + " insert into sent values (n); commit; end loop; end $$");
        return writer.until("something was written", () -> count(server, "paid") > 0);
    }

    private static long count(PostgreSqlServer server, String table) {
        try {
            return Long.parseLong(server.sql("shop", "select count(*) from " + table));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Test
    void aDatabaseThatIsWrittenToComesBackOnANewServerAsOfOneMoment() throws Exception {
        try (PostgreSqlServer server = PostgreSqlServer.start()) {
            fill(server);
            try (Started serve = serve(server);
                    ServeClient client = client()) {
                JsonNode found = only(client.get("/api/v1/databases/found"), server);
                assertThat(texts(found.path("databases"))).containsExactly("odd/%name", "postgres", "shop");
                JsonNode run;
                try (Started writer = writer(server)) {
                    setUp(client, database(found));
                    run = client.ended(
                            client.get("/api/v1/runs").path(0).path("id").asText());
                    assertThat(writer.isAlive()).isTrue();
                }
                assertThat(run.path("phase").asText()).as("%s", run).isEqualTo("Succeeded");
                assertThat(client.get("/api/v1/apps/shop")
                                .path("databases")
                                .path(0)
                                .path("databases")
                                .isArray())
                        .isTrue();
                String point = run.path("restorePoint").asText();
                comesBack(client, point, server);
                dumpsAreNoFilesOfTheMachine(client, point);
                whatIsCutOffIsNotThere(client, server);
                aPasswordIsNowhereButInItsFile(client, server);
                whatDoesNotAnswerIsTold(client, server);
                assertThat(serve.isAlive()).isTrue();
            }
        }
    }

    private static JsonNode only(JsonNode found, PostgreSqlServer server) {
        for (JsonNode each : found) {
            if (each.path("host").asText().equals(server.folder().toString())) {
                return each;
            }
        }
        throw new AssertionError("not found: " + found);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private void comesBack(ServeClient client, String point, PostgreSqlServer old) throws Exception {
        assertThat(client.get("/api/v1/restore-points/" + point + "/files?path=" + FOLDER)
                        .findValuesAsText("name"))
                .containsExactly("globals.sql", "odd%2F%25name.dump", "postgres.dump", "shop.dump");
        try (PostgreSqlServer fresh = PostgreSqlServer.start()) {
            Path globals = download(client, point, "globals.sql", fresh);
            // Its owner is there already, which it says.
            fresh.psql("postgres").succeed("--file=" + globals);
            Path dump = download(client, point, "shop.dump", fresh);
            fresh.program("createdb").succeed("--owner=clerk", "shop");
            fresh.program("pg_restore").succeed("--exit-on-error", "--dbname=shop", dump.toString());
            String all = "select count(*), md5(string_agg(id || note, ',' order by id)) from orders";
            assertThat(fresh.sql("shop", all)).isEqualTo(old.sql("shop", all));
            assertThat(fresh.sql(
                            "shop",
                            "select count(*) from paid full join sent using (id) where paid is null or sent is null"))
                    .as("both tables as of one moment")
                    .isEqualTo("0");
            assertThat(count(fresh, "paid")).isPositive().isLessThan(count(old, "paid"));
            String role = "select rolpassword from pg_authid where rolname = 'clerk'";
            assertThat(fresh.sql("shop", role)).isEqualTo(old.sql("shop", role));
            assertThat(fresh.sql("shop", "select tableowner from pg_tables where tablename = 'orders'"))
                    .isEqualTo("clerk");
        }
    }

    private static Path download(ServeClient client, String point, String name, PostgreSqlServer to) throws Exception {
        byte[] content = client.bytes(
                "/api/v1/restore-points/" + point + "/content?path=" + ServeClient.encoded(FOLDER + "/" + name));
        return Files.write(to.folder().resolve(name), content);
    }

    private void dumpsAreNoFilesOfTheMachine(ServeClient client, String point) throws Exception {
        String plans = "/api/v1/restore-points/" + point + "/restore-plans";
        Map<String, Object> inPlace = Map.of("kind", "InPlace");
        JsonNode whole = client.post(plans, Map.of("paths", List.of("/"), "target", inPlace), 200);
        assertThat(whole.path("created").asInt()).as("%s", whole).isZero();
        assertThat(whole.path("warnings").path(0).asText()).contains("pg_restore");
        client.post(plans, Map.of("paths", List.of(FOLDER), "target", inPlace), 409);
        JsonNode beside = client.post(
                plans,
                Map.of(
                        "paths",
                        List.of(FOLDER + "/shop.dump"),
                        "target",
                        Map.of(
                                "kind",
                                "Beside",
                                "directory",
                                folder.resolve("beside").toString())),
                200);
        JsonNode run = client.post("/api/v1/restore-plans/" + beside.path("id").asText() + "/apply", Map.of(), 202);
        assertThat(client.ended(run.path("id").asText()).path("phase").asText()).isEqualTo("Succeeded");
        assertThat(folder.resolve("beside" + FOLDER + "/shop.dump")).isNotEmptyFile();
    }

    private static JsonNode backUp(ServeClient client, String app) throws Exception {
        return client.ended(client.post("/api/v1/apps/" + app + "/backups", Map.of(), 202)
                .path("id")
                .asText());
    }

    /** The server ends the connection while pg_dump waits for a table. */
    private void whatIsCutOffIsNotThere(ServeClient client, PostgreSqlServer server) throws Exception {
        String waiting = "application_name = 'mows-backup' and wait_event_type = 'Lock'";
        try (Started holder = server.psql("shop").start()) {
            holder.input().write("begin; lock table orders;\n".getBytes(StandardCharsets.UTF_8));
            holder.input().flush();
            holder.until(
                    "the table is locked",
                    () -> is(
                            server,
                            "select count(*) from pg_locks where relation = 'orders'::regclass and granted"
                                    + " and mode = 'AccessExclusiveLock'"));
            String run = client.post("/api/v1/apps/shop/backups", Map.of(), 202)
                    .path("id")
                    .asText();
            holder.until("pg_dump waits", () -> is(server, "select count(*) from pg_stat_activity where " + waiting));
            server.sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where " + waiting);
            JsonNode ended = client.ended(run);
            assertThat(ended.path("phase").asText()).as("%s", ended).isEqualTo("PartiallyFailed");
            assertThat(ended.path("message").asText()).startsWith("Not every database could be saved");
            assertThat(ended.path("problems").path(0).asText())
                    .startsWith(FOLDER + "/shop.dump: the command")
                    .contains("terminating connection due to administrator command");
            assertThat(client.get("/api/v1/restore-points/"
                                    + ended.path("restorePoint").asText() + "/files?path=" + FOLDER)
                            .findValuesAsText("name"))
                    .containsExactly("globals.sql", "odd%2F%25name.dump", "postgres.dump");
        }
    }

    /** Whether a query counts one. */
    private static boolean is(PostgreSqlServer server, String query) {
        try {
            return server.sql("shop", query).equals("1");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void aPasswordIsNowhereButInItsFile(ServeClient client, PostgreSqlServer server) throws Exception {
        Map<String, Object> database = new TreeMap<>(Map.of(
                "name",
                "tcp",
                "kind",
                "PostgreSQL",
                "host",
                "127.0.0.1",
                "port",
                server.port(),
                "user",
                "clerk",
                "password",
                "wrong",
                "databases",
                List.of("shop")));
        JsonNode refused = client.post("/api/v1/databases/test", database, 200);
        assertThat(refused.path("state").asText()).isEqualTo("Failed");
        assertThat(refused.path("message").asText()).contains("password authentication failed");
        database.put("password", PASSWORD);
        JsonNode test = client.post("/api/v1/databases/test", database, 200);
        assertThat(test.path("state").asText()).as("%s", test).isEqualTo("Works");
        assertThat(test.path("superuser").asBoolean()).isFalse();
        Map<String, Object> app = Map.of(
                "name", "only data", "directories", List.of(), "databases", List.of(database), "excludes", List.of());
        server.sql("shop", "alter table paid owner to clerk");
        JsonNode run =
                client.ended(client.post("/api/v1/apps", app, 202).path("id").asText());
        assertThat(run.path("phase").asText()).as("%s", run).isEqualTo("Succeeded");
        client.post("/api/v1/apps", app, 409);
        assertThat(client.bytes(
                        "/api/v1/restore-points/" + run.path("restorePoint").asText() + "/content?path="
                                + ServeClient.encoded("/databases/postgresql-tcp/shop.dump")))
                .startsWith("PGDMP".getBytes(StandardCharsets.UTF_8));
        List<Path> holders = new ArrayList<>();
        for (String part : List.of("config", "state", "repository")) {
            try (Stream<Path> all = Files.walk(folder.resolve(part))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("it's:a\\")
                            || Files.size(file) < 1000
                                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                            .contains("it's\\:a\\\\secret")) {
                        holders.add(file);
                    }
                }
            }
        }
        assertThat(holders).hasSize(1).allMatch(file -> file.toString().contains("/config/secrets/only data."));
    }

    private void whatDoesNotAnswerIsTold(ServeClient client, PostgreSqlServer server) throws Exception {
        server.kill();
        JsonNode run = backUp(client, "shop");
        assertThat(run.path("phase").asText()).as("%s", run).isEqualTo("PartiallyFailed");
        assertThat(run.path("problems").path(0).asText())
                .startsWith(FOLDER + ": ")
                .contains("onnection");
        assertThat(client.get("/api/v1/restore-points/"
                                + run.path("restorePoint").asText() + "/files?path=" + files)
                        .findValuesAsText("name"))
                .containsExactly("settings");
        JsonNode alone = backUp(client, "only%20data");
        assertThat(alone.path("phase").asText()).as("%s", alone).isEqualTo("Failed");
        assertThat(alone.path("restorePoint").isNull()).isTrue();
        assertThat(client.get("/api/v1/apps/shop").path("state").asText()).isEqualTo("Failed");
    }
}
