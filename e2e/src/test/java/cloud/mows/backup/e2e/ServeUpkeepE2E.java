package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code mows-backup serve} keeps its repository in order by itself. */
final class ServeUpkeepE2E {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path source;
    private Path place;
    private Path state;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        source = Files.createDirectories(folder.resolve("photos"));
        Files.writeString(source.resolve("letter"), "Dear grandma");
        place = folder.resolve("repository");
        state = folder.resolve("state");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private Started serve() throws InterruptedException {
        return Page.listening(
                Machine.mows(folder)
                        .start(
                                "serve",
                                "--config",
                                folder.resolve("config").toString(),
                                "--state",
                                state.toString(),
                                "--port",
                                Integer.toString(port)),
                port);
    }

    private ServeClient client() throws IOException, InterruptedException {
        ServeClient client = new ServeClient(port);
        client.login(state);
        return client;
    }

    private void setUp(ServeClient client) throws Exception {
        JsonNode shown = client.post(
                "/api/v1/setup",
                Map.of(
                        "apps",
                        List.of(Map.of(
                                "name", "photos", "directories", List.of(source.toString()), "excludes", List.of())),
                        "place",
                        Map.of("name", "disk", "location", place.toString())),
                200);
        Map<String, String> answers = new TreeMap<>();
        shown.path("ask")
                .forEach(number -> answers.put(
                        number.asText(),
                        shown.path("words").path(number.asInt() - 1).asText()));
        client.post("/api/v1/setup/words", Map.of("answers", answers), 204);
    }

    private Program cli() throws Exception {
        return Machine.mows(folder, place)
                .with(
                        "MOWS_BACKUP_PASSWORD",
                        Files.readString(folder.resolve("config/secrets/disk.password"))
                                .strip());
    }

    /** As this machine, or another one, made it long ago. */
    private void old(String day, String... tags) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("backup", "--time=" + day + " 12:00:00", "--host=photos"));
        Stream.of(tags).forEach(tag -> arguments.add("--tag=" + tag));
        arguments.add(source.toString());
        cli().succeed(arguments.toArray(String[]::new));
    }

    private String[] tags(String host, String run) {
        return new String[] {"cluster=" + host, "app=photos", "backup=" + run, "backup-name=" + run};
    }

    private JsonNode ended(ServeClient client, String kind) throws Exception {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (JsonNode run : client.get("/api/v1/runs")) {
                if (run.path("kind").asText().equals(kind)) {
                    return client.ended(run.path("id").asText());
                }
            }
            assertThat(System.nanoTime()).as("no run of kind %s", kind).isLessThan(giveUpAt);
            Thread.sleep(100);
        }
    }

    private JsonNode snapshots() throws Exception {
        return JSON.readTree(cli().succeed("snapshots", "--json").output());
    }

    @Test
    void whatIsNoLongerKeptGoesAndWhatIsThereIsProved() throws Exception {
        try (Started serve = serve();
                ServeClient client = client()) {
            setUp(client);
            JsonNode first =
                    client.ended(client.get("/api/v1/runs").path(0).path("id").asText());
            assertThat(first.path("phase").asText()).isEqualTo("Succeeded");
            String host = JSON.readValue(Files.readAllBytes(state.resolve("host.json")), String.class);
            for (String day : List.of("2024-01-01", "2024-01-02", "2024-01-03")) {
                old(day, tags(host, "old-" + day));
            }
            old("2024-01-04", tags("of-another-machine", "other"));
            old("2024-01-05", "of-somebody");
            assertThat(snapshots()).hasSize(6);

            Path document = folder.resolve("config/apps/photos.yaml");
            Files.writeString(document, Files.readString(document) + "  retention:\n    last: 2\n");
            assertThat(client.get("/api/v1/apps/photos")
                            .path("keep")
                            .path("last")
                            .asInt())
                    .isEqualTo(2);
            JsonNode second = client.ended(client.post("/api/v1/apps/photos/backups", Map.of(), 202)
                    .path("id")
                    .asText());
            JsonNode cleaned = ended(client, "CleanUp");
            assertThat(cleaned.path("phase").asText()).as("%s", cleaned).isEqualTo("Succeeded");
            List<String> left = new ArrayList<>();
            snapshots().forEach(snapshot -> left.add(snapshot.path("id").asText()));
            assertThat(left)
                    .hasSize(4)
                    .contains(
                            first.path("restorePoint").asText(),
                            second.path("restorePoint").asText());
            assertThat(snapshots().findValuesAsText("time"))
                    .filteredOn(time -> time.startsWith("2024"))
                    .hasSize(2);
            assertThat(client.get("/api/v1/apps/photos/restore-points")).hasSize(2);
            assertThat(serve.isAlive()).isTrue();
        }
        itIsLong();
        try (Started serve = serve();
                ServeClient client = client()) {
            JsonNode checked = ended(client, "Check");
            assertThat(checked.path("phase").asText()).as("%s", checked).isEqualTo("Succeeded");
            JsonNode disk = client.get("/api/v1/repositories").path(0);
            assertThat(disk.path("lastPruned").isTextual()).as("%s", disk).isTrue();
            assertThat(disk.path("lastChecked").isTextual()).isTrue();
            assertThat(disk.path("partsRead").asInt()).isEqualTo(1);
            assertThat(disk.path("parts").asInt()).isEqualTo(4);
            assertThat(disk.path("allRead").isNull()).isTrue();
            assertThat(client.get("/api/v1/today").path("state").asText()).isEqualTo("Good");
            cli().succeed("check");

            damage();
            JsonNode found = client.ended(client.post("/api/v1/repositories/checks", Map.of(), 202)
                    .path("id")
                    .asText());
            assertThat(found.path("phase").asText()).as("%s", found).isEqualTo("Failed");
            assertThat(found.path("message").asText()).isEqualTo("The repository is damaged");
            assertThat(found.path("problems")).isNotEmpty();
            JsonNode today = client.get("/api/v1/today");
            assertThat(today.path("state").asText()).isEqualTo("Bad");
            assertThat(today.path("reasons")
                            .path(0)
                            .path("sentence")
                            .path("key")
                            .asText())
                    .isEqualTo("place.checkFailed");
            assertThat(serve.isAlive()).isTrue();
        }
    }

    /** As if the service had looked after the repository since years. */
    private void itIsLong() throws IOException {
        Path file = state.resolve("upkeep.json");
        ObjectNode upkeep = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        upkeep.put("since", "2024-01-01T00:00:00Z");
        Files.write(file, JSON.writeValueAsBytes(upkeep));
    }

    /** The last byte of each pack is gone. */
    private void damage() throws IOException {
        try (Stream<Path> files = Files.walk(place.resolve("data"))) {
            for (Path pack : files.filter(Files::isRegularFile).toList()) {
                pack.toFile().setWritable(true);
                try (FileChannel channel = FileChannel.open(pack, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() - 1);
                }
            }
        }
    }
}
