package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A browser's place before {@code mows-backup serve}: the API as the page uses it. */
final class ServeClient implements AutoCloseable {
    private static final Set<String> ENDED = Set.of("Succeeded", "PartiallyFailed", "Failed", "Cancelled");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private String cookie = "";

    ServeClient(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** With the token that the program left for whoever runs it. */
    void login(Path state) throws IOException, InterruptedException {
        String token = JSON.readValue(Files.readAllBytes(state.resolve("login-token")), String.class);
        HttpResponse<String> answer = send("POST", "/api/v1/login", JSON.writeValueAsString(Map.of("token", token)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly").containsIgnoringCase("SameSite=Strict");
        cookie = set.substring(0, set.indexOf(';'));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        return cookie.isEmpty() ? builder : builder.header("Cookie", cookie);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("X-MOWS-Backup", "page")
                .build());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(path).GET().build());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    JsonNode post(String path, Object body, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("POST", path, JSON.writeValueAsString(body));
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    /** Waits for the end of a run. */
    JsonNode ended(String run) throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        JsonNode now = get("/api/v1/runs/" + run);
        while (!ENDED.contains(now.path("phase").asText())) {
            assertThat(System.nanoTime()).as("%s goes on too long", now).isLessThan(giveUpAt);
            Thread.sleep(50);
            now = get("/api/v1/runs/" + run);
        }
        return now;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
