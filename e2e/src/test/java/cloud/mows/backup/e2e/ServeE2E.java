package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code mows-backup serve} through its HTTP API: from the first start to files that are back. */
final class ServeE2E {
    private static final String APP = "Photos of Anna";

    @TempDir
    Path folder;

    private Path source;
    private Path place;
    private int port;
    private List<String> words = List.of();
    private String machine = "";

    @BeforeEach
    void prepare() throws IOException {
        source = Files.createDirectories(folder.resolve("source"));
        place = folder.resolve("repository");
        Files.createDirectories(source.resolve("2025/[summer]"));
        Files.writeString(source.resolve("2025/[summer]/a*.txt"), "sun");
        Files.writeString(source.resolve("2025/[summer]/ab.txt"), "moon");
        byte[] picture = new byte[3 << 20];
        new Random(7).nextBytes(picture);
        Files.write(source.resolve("2025/picture.jpg"), picture);
        Files.writeString(source.resolve("leave.tmp"), "no");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private Path config() {
        return folder.resolve(machine + "config");
    }

    private Path state() {
        return folder.resolve(machine + "state");
    }

    private Program program() throws InterruptedException {
        return Machine.mows(folder);
    }

    private Started serve() throws InterruptedException {
        return Page.listening(program().start(arguments()), port);
    }

    private String[] arguments() {
        return new String[] {
            "serve", "--config", config().toString(), "--state", state().toString(), "--port", Integer.toString(port)
        };
    }

    private ServeClient client() throws IOException, InterruptedException {
        ServeClient client = new ServeClient(port);
        client.login(state());
        return client;
    }

    private void setUp(ServeClient client) throws IOException, InterruptedException {
        assertThat(client.get("/api/v1/setup").path("phase").asText()).isEqualTo("FirstStart");
        assertThat(client.post("/api/v1/places/test", Map.of("location", place.toString()), 200)
                        .path("state")
                        .asText())
                .isEqualTo("Empty");
        JsonNode shown = client.post(
                "/api/v1/setup",
                Map.of(
                        "apps",
                        List.of(Map.of(
                                "name", APP, "directories", List.of(source.toString()), "excludes", List.of("*.tmp"))),
                        "place",
                        Map.of("name", "disk", "location", place.toString())),
                200);
        confirm(client, shown);
    }

    private void confirm(ServeClient client, JsonNode shown) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        shown.path("words").forEach(word -> all.add(word.asText()));
        words = List.copyOf(all);
        assertThat(words).hasSize(12);
        Map<String, String> right = new java.util.TreeMap<>();
        shown.path("ask").forEach(number -> right.put(number.asText(), words.get(number.asInt() - 1)));
        assertThat(right).hasSize(3);
        Map<String, String> wrong = new java.util.TreeMap<>(right);
        wrong.put(right.keySet().iterator().next(), "wrong");
        assertThat(client.post("/api/v1/setup/words", Map.of("answers", wrong), 422)
                        .path("detail")
                        .asText())
                .isEqualTo("not the right words: number "
                        + right.keySet().iterator().next());
        assertThat(client.get("/api/v1/setup").path("phase").asText()).isEqualTo("ConfirmWords");
        client.post("/api/v1/setup/words", Map.of("answers", right), 204);
        assertThat(client.get("/api/v1/setup").path("phase").asText()).isEqualTo("Ready");
    }

    private static String newestRun(ServeClient client) throws IOException, InterruptedException {
        return client.get("/api/v1/runs").path(0).path("id").asText();
    }

    private static String appPath() {
        return "/api/v1/apps/" + ServeClient.encoded(APP);
    }

    @Test
    void fromTheFirstStartToFilesThatAreBack() throws Exception {
        try (Started serve = serve();
                ServeClient client = client()) {
            setUp(client);
            assertThat(client.get("/api/v1/apps").path(0).path("nextRun").isTextual())
                    .isTrue();
            JsonNode first = client.ended(newestRun(client));
            assertThat(first.path("phase").asText()).as("%s", first).isEqualTo("Succeeded");

            JsonNode point = client.get(appPath() + "/restore-points").path(0);
            assertThat(point.path("complete").asBoolean()).isTrue();
            assertThat(point.path("id").asText())
                    .isEqualTo(first.path("restorePoint").asText());
            assertThat(client.get("/api/v1/apps").path(0).path("running").isNull())
                    .isTrue();
            browse(client, point.path("id").asText());
            restore(client, point.path("id").asText());
            opensWithTheWords(point.path("id").asText());
            onlyTheOwnerReads();
            assertThat(serve.isAlive()).isTrue();
        }
    }

    private void browse(ServeClient client, String point) throws Exception {
        String files = "/api/v1/restore-points/" + point;
        JsonNode listing = client.get(files + "/files?path=" + ServeClient.encoded(source + "/2025/[summer]"));
        assertThat(listing.findValuesAsText("name")).containsExactly("a*.txt", "ab.txt");
        JsonNode page = client.get(files + "/files?limit=1&path=" + ServeClient.encoded(source + "/2025/[summer]"));
        assertThat(page.path("next").asText()).isEqualTo("a*.txt");
        assertThat(client.get(files + "/files?path=" + ServeClient.encoded(source.toString()))
                        .findValuesAsText("name"))
                .containsExactly("2025");
        assertThat(client.bytes(files + "/content?path=" + ServeClient.encoded(source + "/2025/picture.jpg")))
                .isEqualTo(Files.readAllBytes(source.resolve("2025/picture.jpg")));
        assertThat(client.send(client.request(files + "/files?path=/../etc")
                                .GET()
                                .build())
                        .statusCode())
                .isEqualTo(422);
    }

    private void restore(ServeClient client, String point) throws Exception {
        byte[] picture = Files.readAllBytes(source.resolve("2025/picture.jpg"));
        Path beside = folder.resolve("beside");
        JsonNode plan = plan(
                client, point, source + "/2025/picture.jpg", Map.of("kind", "Beside", "directory", beside.toString()));
        assertThat(plan.path("created").asInt()).as("%s", plan).isEqualTo(1);
        JsonNode run = apply(client, plan);
        assertThat(run.path("phase").asText()).as("%s", run).isEqualTo("Succeeded");
        assertThat(beside.resolve(source.toString().substring(1)).resolve("2025/picture.jpg"))
                .hasBinaryContent(picture);

        Files.writeString(source.resolve("2025/picture.jpg"), "broken");
        Files.delete(source.resolve("2025/[summer]/a*.txt"));
        Files.writeString(source.resolve("2025/[summer]/ab.txt"), "kept as it is now");
        JsonNode stale = plan(client, point, source + "/2025/picture.jpg", Map.of("kind", "InPlace"));
        Files.writeString(source.resolve("2025/picture.jpg"), "broken again");
        client.post("/api/v1/restore-plans/" + stale.path("id").asText() + "/apply", Map.of(), 409);

        // What SQLite would write into a database of this name as soon as it is opened.
        byte[] log = HexFormat.of().parseHex("377f0682002de218");
        Files.write(source.resolve("2025/picture.jpg-wal"), log);
        JsonNode inPlace = client.post(
                "/api/v1/restore-points/" + point + "/restore-plans",
                Map.of(
                        "paths", List.of(source + "/2025/picture.jpg", source + "/2025/[summer]/a*.txt"),
                        "target", Map.of("kind", "InPlace")),
                200);
        assertThat(inPlace.path("created").asInt()).isEqualTo(1);
        assertThat(inPlace.path("overwritten").asInt()).isEqualTo(1);
        assertThat(inPlace.path("deleted").asInt()).isEqualTo(1);
        assertThat(inPlace.path("entries").path(0).path("action").asText()).isEqualTo("Delete");
        JsonNode done = apply(client, inPlace);
        assertThat(done.path("phase").asText()).as("%s", done).isEqualTo("Succeeded");
        assertThat(source.resolve("2025/picture.jpg")).hasBinaryContent(picture);
        assertThat(source.resolve("2025/[summer]/a*.txt")).hasContent("sun");
        assertThat(source.resolve("2025/[summer]/ab.txt")).hasContent("kept as it is now");

        assertThat(source.resolve("2025/picture.jpg-wal")).doesNotExist();
        String safety = done.path("safetyRestorePoint").asText();
        assertThat(client.bytes("/api/v1/restore-points/" + safety + "/content?path="
                        + ServeClient.encoded(source + "/2025/picture.jpg")))
                .isEqualTo("broken again".getBytes(StandardCharsets.UTF_8));
        assertThat(client.bytes("/api/v1/restore-points/" + safety + "/content?path="
                        + ServeClient.encoded(source + "/2025/picture.jpg-wal")))
                .isEqualTo(log);
    }

    private static JsonNode plan(ServeClient client, String point, String path, Map<String, String> target)
            throws Exception {
        return client.post(
                "/api/v1/restore-points/" + point + "/restore-plans",
                Map.of("paths", List.of(path), "target", target),
                200);
    }

    private static JsonNode apply(ServeClient client, JsonNode plan) throws Exception {
        JsonNode run = client.post("/api/v1/restore-plans/" + plan.path("id").asText() + "/apply", Map.of(), 202);
        return client.ended(run.path("id").asText());
    }

    /** By restic, with nothing but what a person wrote down. */
    private void opensWithTheWords(String point) throws Exception {
        String password;
        try (Started printing = program().start("recovery", "password")) {
            try (OutputStream in = printing.input()) {
                in.write(String.join(" ", words).getBytes(StandardCharsets.UTF_8));
            }
            password = printing.finish().exits(0).output().strip();
        }
        Finished snapshots =
                Machine.restic(folder, place).with("RESTIC_PASSWORD", password).succeed("snapshots", "--json");
        assertThat(snapshots.output()).contains(point).contains("app=" + APP);
    }

    private void onlyTheOwnerReads() throws IOException {
        for (Path top : List.of(config(), state())) {
            try (Stream<Path> all = Files.walk(top)) {
                for (Path each : all.toList()) {
                    if (!each.endsWith("lock")) {
                        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                                .as("%s", each)
                                .endsWith("------");
                    }
                }
            }
        }
        try (Stream<Path> all = Files.walk(state())) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(each)).as("%s", each).doesNotContain(String.join(" ", words));
            }
        }
    }

    @Test
    void aBackupThatAKilledServiceLeftIsDoneAgain() throws Exception {
        byte[] much = new byte[128 << 20];
        new Random(8).nextBytes(much);
        Files.write(source.resolve("film"), much);
        String cut;
        try (Started serve = serve();
                ServeClient client = client()) {
            setUp(client);
            cut = newestRun(client);
            serve.kill();
        }
        try (Started serve = serve();
                ServeClient client = client()) {
            JsonNode old = client.ended(cut);
            assertThat(old.path("message").asText()).startsWith("It was cut off");
            JsonNode again = client.ended(newestRun(client));
            assertThat(again.path("id").asText()).isNotEqualTo(cut);
            assertThat(again.path("phase").asText()).as("%s", again).isEqualTo("Succeeded");
            assertThat(serve.isAlive()).isTrue();
        }
    }

    @Test
    void strangersAndOtherSitesStayOutside() throws Exception {
        try (Started serve = serve();
                ServeClient stranger = new ServeClient(port);
                ServeClient client = client()) {
            assertThat(stranger.send(stranger.request("/api/v1/setup").GET().build())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(stranger.send("POST", "/api/v1/login", "{\"token\":\"wrong\"}")
                            .statusCode())
                    .isEqualTo(401);
            HttpRequest plain = client.request("/api/v1/places/test")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"location\":\"/\"}"))
                    .header("Content-Type", "application/json")
                    .build();
            assertThat(client.send(plain).statusCode()).isEqualTo(403);
            HttpRequest crossSite = client.request("/api/v1/places/test")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"location\":\"/\"}"))
                    .header("Content-Type", "application/json")
                    .header("X-MOWS-Backup", "page")
                    .header("Origin", "http://evil.example")
                    .build();
            assertThat(client.send(crossSite).statusCode()).isEqualTo(403);
            assertThat(rebound()).contains(" 421 ");
            HttpResponse<String> home =
                    stranger.send(stranger.request("/").GET().build());
            assertThat(home.statusCode()).isEqualTo(200);
            assertThat(home.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'");
            assertThat(serve.isAlive()).isTrue();
        }
    }

    /** A name of somebody else that leads to this machine: the JDK's client sets the header by itself. */
    private String rebound() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anotherMachineGoesOnWithNothingButTheWords() throws Exception {
        try (Started serve = serve();
                ServeClient client = client()) {
            setUp(client);
            assertThat(client.ended(newestRun(client)).path("phase").asText()).isEqualTo("Succeeded");
            assertThat(serve.isAlive()).isTrue();
        }
        byte[] picture = Files.readAllBytes(source.resolve("2025/picture.jpg"));
        Files.move(source, folder.resolve("burnt"));
        machine = "other-";
        try (Started serve = serve();
                ServeClient client = client()) {
            String host = lookInto(client);
            Map<String, Object> take = Map.of(
                    "apps",
                    List.of(),
                    "place",
                    Map.of("name", "disk", "location", place.toString()),
                    "existing",
                    Map.of("secret", String.join(" ", words), "host", host));
            assertThat(client.post("/api/v1/setup", take, 200).path("words")).isEmpty();
            assertThat(client.get("/api/v1/setup").path("phase").asText()).isEqualTo("Ready");
            client.post("/api/v1/setup", take, 409);

            JsonNode app = client.get(appPath());
            assertThat(app.path("state").asText()).as("%s", app).isEqualTo("Paused");
            assertThat(app.path("nextRun").isNull()).isTrue();
            assertThat(app.path("excludes").path(0).asText()).isEqualTo("*.tmp");
            assertThat(client.post(appPath() + "/backups", Map.of(), 409)
                            .path("detail")
                            .asText())
                    .contains("paused");
            assertThat(client.post(appPath() + "/resume", Map.of(), 409)
                            .path("detail")
                            .asText())
                    .isEqualTo("there is no directory " + source + " on this machine");

            JsonNode points = client.get(appPath() + "/restore-points");
            assertThat(points).hasSize(1);
            JsonNode plan = plan(client, points.path(0).path("id").asText(), "/", Map.of("kind", "InPlace"));
            assertThat(apply(client, plan).path("phase").asText()).isEqualTo("Succeeded");
            assertThat(source.resolve("2025/picture.jpg")).hasBinaryContent(picture);

            JsonNode resumed = client.post(appPath() + "/resume", Map.of(), 202);
            assertThat(client.ended(resumed.path("id").asText()).path("phase").asText())
                    .isEqualTo("Succeeded");
            assertThat(client.get(appPath() + "/restore-points")).hasSize(2);
            assertThat(client.get(appPath()).path("nextRun").isTextual()).isTrue();
            onlyTheOwnerReads();
            assertThat(serve.isAlive()).isTrue();
        }
    }

    /** Reads what is there by nothing but the words, as people type them, and changes nothing. */
    private String lookInto(ServeClient client) throws Exception {
        List<String> before = repositoryFiles();
        Map<String, String> where = Map.of("location", place.toString());
        client.post("/api/v1/places/look", Map.of("place", where, "secret", "not the words"), 422);
        String typed = String.join(
                "\n",
                words.stream()
                        .map(word -> word.substring(0, Math.min(4, word.length())))
                        .toList());
        JsonNode found = client.post("/api/v1/places/look", Map.of("place", where, "secret", typed), 200);
        assertThat(found.path("hosts")).hasSize(1);
        JsonNode app = found.path("hosts").path(0).path("apps").path(0);
        assertThat(app.path("name").asText()).isEqualTo(APP);
        assertThat(app.path("restorePoints").asInt()).isEqualTo(1);
        assertThat(app.path("directories").path(0).asText()).isEqualTo(source.toString());
        assertThat(repositoryFiles()).isEqualTo(before);
        assertThat(client.get("/api/v1/setup").path("phase").asText()).isEqualTo("FirstStart");
        return found.path("hosts").path(0).path("id").asText();
    }

    private List<String> repositoryFiles() throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void requestsThatCannotBeUnderstoodAreAnsweredInWords() throws Exception {
        try (Started serve = serve();
                ServeClient client = client()) {
            for (String body : List.of("{\"apps\": oops}", "{\"apps\": \"oops\"}", "[]")) {
                HttpResponse<String> answer = client.send("POST", "/api/v1/setup", body);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
                assertProblem(answer);
            }
            for (String body : List.of("", "null", "{}")) {
                HttpResponse<String> answer = client.send("POST", "/api/v1/setup", body);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
                assertProblem(answer);
            }
            HttpResponse<String> absent = client.send("POST", "/api/v1/nothing", "{}");
            assertThat(absent.statusCode()).isEqualTo(404);
            assertProblem(absent);
            HttpResponse<String> method = client.send("PUT", "/api/v1/setup", "{}");
            assertThat(method.statusCode()).isEqualTo(405);
            assertProblem(method);
            assertThat(serve.isAlive()).isTrue();
        }
    }

    private static void assertProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"detail\":\"").doesNotContain("oops", "Exception");
    }

    @Test
    void saysWhatKeepsItFromStarting() throws Exception {
        try (Started serve = serve()) {
            Finished second = program().run(arguments());
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.errors()).startsWith("mows-backup: another 'mows-backup serve' is running with ");
            Finished other = program()
                    .run(
                            "serve",
                            "--config",
                            config().toString(),
                            "--state",
                            folder.resolve("other").toString(),
                            "--port",
                            Integer.toString(port));
            assertThat(other.errors())
                    .startsWith("mows-backup: cannot listen at 127.0.0.1:" + port)
                    .contains("--port");
            assertThat(serve.isAlive()).isTrue();
        }
        Files.createDirectories(config().resolve("apps"));
        Files.writeString(config().resolve("apps/photos.yaml"), """
                apiVersion: backup.mows.cloud/v1alpha1
                kind: App
                metadata: {name: photos}
                spec: {directories: [pictures]}
                """);
        assertThat(program().run(arguments()).errors())
                .isEqualTo(
                        "mows-backup: " + config()
                                + "/apps/photos.yaml: spec: directories: 'pictures' is not a whole path, as /home/me/photos is one\n");
    }
}
