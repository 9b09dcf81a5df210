package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.app.cli.CommandRun.Result;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.PercentEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoverBrowseTest {
    private static final String KEY = "only the page knows";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private CommandRun run;
    private int port;
    private String snapshot;

    @BeforeEach
    void make() throws Exception {
        run = new CommandRun(folder);
        assertThat(run.run("init").exitCode()).isZero();
        Path files = Files.createDirectories(folder.resolve("volumes/photos/kept"));
        Files.writeString(files.resolve("diary"), "Dear diary\n");
        Files.createFile(files.resolve("empty"));
        Files.writeString(folder.resolve("volumes/photos/list & more"), "a");
        snapshot = save();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private String save() {
        Result saved = run.run("backup", "volumes", "--json");
        assertThat(saved.exitCode()).as(saved.err()).isZero();
        Matcher id = Pattern.compile("\"snapshot_id\":\"([0-9a-f]{64})\"").matcher(saved.out());
        assertThat(id.find()).as(saved.out()).isTrue();
        return id.group(1);
    }

    private Future<Result> serving(int idleSeconds) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(KEY.getBytes()));
        return threads.submit(() ->
                run.run("mover", "browse", "--key-hash=" + hash, "--port=" + port, "--idle-seconds=" + idleSeconds));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private HttpResponse<byte[]> ask(String key, String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/snapshots/" + what))
                .header("Authorization", "Bearer " + key)
                .build();
        for (int i = 0; ; i++) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            } catch (java.net.ConnectException e) {
                if (i == 200) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private String text(String what) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = ask(KEY, snapshot + what);
        assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
        return new String(response.body());
    }

    private String in(String path) {
        return PercentEncoding.encode(ByteString.of("/volumes" + path));
    }

    @Test
    void listsAndReads() throws Exception {
        serving(60);
        assertThat(text("/entries?path=" + in("/photos")).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"name\":\"kept\",\"type\":\"dir\","),
                        line -> assertThat(line)
                                .startsWith(
                                        "{\"name\":\"list%20%26%20more\",\"type\":\"file\",\"size\":1,\"mtime\":\"20"),
                        line -> assertThat(line).isEqualTo("{\"more\":false}"));
        assertThat(text("/entries?path=" + in("/photos") + "&limit=1").lines())
                .hasSize(2)
                .endsWith("{\"more\":true}");
        assertThat(text("/entries?path=" + in("/photos") + "&after=kept").lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("list%20");
        assertThat(text("/content?path=" + in("/photos/kept/diary"))).isEqualTo("Dear diary\n");
        assertThat(text("/content?path=" + in("/photos/kept/empty"))).isEmpty();
    }

    @Test
    void packsAFolder() throws Exception {
        serving(60);
        byte[] zip =
                ask(KEY, snapshot + "/archive?format=zip&path=" + in("/photos")).body();
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("photos/kept/diary", "photos/list & more");
    }

    @Test
    void refusesStrangersAndNonsense() throws Exception {
        serving(60);
        assertThat(ask("another", snapshot + "/entries").statusCode()).isEqualTo(401);
        assertThat(ask("", snapshot + "/entries").statusCode()).isEqualTo(401);
        assertThat(ask(KEY, snapshot + "/entries?path=%2F..%2Fetc").statusCode())
                .isEqualTo(400);
        assertThat(ask(KEY, snapshot + "/entries?limit=many").statusCode()).isEqualTo(400);
        assertThat(ask(KEY, snapshot + "/secrets").statusCode()).isEqualTo(400);
        assertThat(ask(KEY, snapshot + "/content?path=%2F").statusCode()).isEqualTo(400);
        HttpResponse<byte[]> missing = ask(KEY, snapshot + "/content?path=%2Fnowhere");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(new String(missing.body()))
                .contains("\"code\":\"not_found\"", "there is no /nowhere in the snapshot");
        assertThat(ask(KEY, "0".repeat(64) + "/entries").statusCode()).isEqualTo(404);
    }

    @Test
    void seesWhatWasSavedSince() throws Exception {
        serving(60);
        text("/entries");
        Files.writeString(folder.resolve("volumes/photos/kept/diary"), "Dear diary, again\n");
        snapshot = save();
        assertThat(text("/content?path=" + in("/photos/kept/diary"))).isEqualTo("Dear diary, again\n");
    }

    @Test
    void tellsWhatChangedSinceAnEarlierOne() throws Exception {
        String first = snapshot;
        Files.writeString(folder.resolve("volumes/photos/kept/diary"), "Dear diary, again\n");
        Files.delete(folder.resolve("volumes/photos/kept/empty"));
        Files.createDirectory(folder.resolve("volumes/photos/new & old"));
        Files.writeString(folder.resolve("volumes/photos/new & old/a"), "a");
        snapshot = save();
        serving(60);

        assertThat(text("/changes?since=" + first).lines())
                .containsExactly(
                        "{\"path\":\"%2Fvolumes%2Fphotos%2Fkept%2Fdiary\",\"directory\":false,\"change\":\"M\"}",
                        "{\"path\":\"%2Fvolumes%2Fphotos%2Fkept%2Fempty\",\"directory\":false,\"change\":\"-\"}",
                        "{\"path\":\"%2Fvolumes%2Fphotos%2Fnew%20%26%20old\",\"directory\":true,\"change\":\"+\"}",
                        "{\"path\":\"%2Fvolumes%2Fphotos%2Fnew%20%26%20old%2Fa\",\"directory\":false,\"change\":\"+\"}",
                        "{\"more\":false}");
        assertThat(text("/changes?limit=3&since=" + first).lines()).hasSize(4).endsWith("{\"more\":true}");
        assertThat(text("/changes?limit=4&since=" + first).lines()).hasSize(5).endsWith("{\"more\":false}");
        assertThat(text("/changes?since=" + snapshot)).isEqualTo("{\"more\":false}\n");
        assertThat(ask(KEY, snapshot + "/changes").statusCode()).isEqualTo(400);
        assertThat(ask(KEY, snapshot + "/changes?since=" + "0".repeat(64)).statusCode())
                .isEqualTo(404);
    }

    /** Which writes what is still needed of a pack into another one. */
    @Test
    void readsOnAfterAPrune() throws Exception {
        String first = snapshot;
        Files.writeString(folder.resolve("volumes/photos/kept/diary"), "Dear diary, again\n");
        snapshot = save();
        serving(60);
        text("/entries");
        Result pruned = run.run("forget", first, "--prune", "--max-unused=0");
        assertThat(pruned.exitCode()).as(pruned.err()).isZero();

        assertThat(text("/content?path=" + in("/photos/list & more"))).isEqualTo("a");
    }

    /** What breaks off in the middle must not look whole. */
    @Test
    void anArchiveOfDamagedFilesDoesNotEnd() throws Exception {
        for (int i = 0; i < 40; i++) {
            byte[] noise = new byte[1 << 16];
            new java.util.Random(i).nextBytes(noise);
            Files.write(folder.resolve("volumes/photos/kept/noise-" + i), noise);
        }
        snapshot = save();
        serving(60);
        text("/entries");
        try (var packs = Files.walk(folder.resolve("repo/data"))) {
            for (Path pack : packs.filter(Files::isRegularFile)
                    .filter(pack -> pack.toFile().length() > 1 << 20)
                    .toList()) {
                byte[] bytes = Files.readAllBytes(pack);
                java.util.Arrays.fill(bytes, bytes.length / 2, bytes.length - 10_000, (byte) 0);
                pack.toFile().setWritable(true);
                Files.write(pack, bytes);
            }
        }
        assertThatThrownBy(() -> ask(KEY, snapshot + "/archive?path=" + in(""))).isInstanceOf(IOException.class);
    }

    @Test
    void endsWhenNobodyAsks() throws ExecutionException, InterruptedException, Exception {
        assertThat(serving(1).get().exitCode()).isZero();
    }
}
