package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.PercentEncoding;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.dashboards.problem.ApiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Asks the session of a repository what is in its snapshots. What is asked for, module {@code app}, package {@code browse}, answers. */
public final class RepositoryReader implements SnapshotReader {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The pod runs, and opens the repository before it listens: that reads its whole index. */
    private static final Duration OPENING = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BrowseSessions sessions;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public RepositoryReader(BrowseSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Entries entries(String repository, String snapshot, BytePath folder, ByteString after, int limit) {
        String question =
                "entries?path=" + encoded(folder) + "&after=" + PercentEncoding.encode(after) + "&limit=" + limit;
        List<Entry> entries = new ArrayList<>();
        boolean more = lines(
                repository,
                ask(repository, snapshot, question),
                node -> entries.add(new Entry(
                        PercentEncoding.decode(node.get("name").textValue()),
                        node.get("type").textValue(),
                        node.get("size").longValue(),
                        Instant.parse(node.get("mtime").textValue()))));
        return new Entries(List.copyOf(entries), more);
    }

    @Override
    public Differences changes(String repository, String snapshot, String since, int limit) {
        List<Difference> differences = new ArrayList<>();
        boolean more = lines(
                repository,
                ask(repository, snapshot, "changes?since=" + since + "&limit=" + limit),
                node -> differences.add(new Difference(
                        BytePath.of(PercentEncoding.decode(node.get("path").textValue())),
                        node.get("directory").booleanValue(),
                        node.get("change").textValue())));
        return new Differences(List.copyOf(differences), more);
    }

    /** @return whether there are more than were sent */
    private static boolean lines(String repository, HttpResponse<InputStream> response, Consumer<JsonNode> each) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                if (node.has("more")) {
                    return node.get("more").booleanValue();
                }
                each.accept(node);
            }
            throw new IOException("it broke off");
        } catch (IOException e) {
            throw broken(repository, e);
        }
    }

    @Override
    public Content content(String repository, String snapshot, BytePath file) {
        HttpResponse<InputStream> response = ask(repository, snapshot, "content?path=" + encoded(file));
        return new Content(response.body(), response.headers().firstValueAsLong("Content-Length"));
    }

    @Override
    public Content archive(String repository, String snapshot, BytePath folder) {
        HttpResponse<InputStream> response = ask(repository, snapshot, "archive?format=zip&path=" + encoded(folder));
        return new Content(response.body(), OptionalLong.empty());
    }

    private static String encoded(BytePath path) {
        return PercentEncoding.encode(path.bytes());
    }

    private HttpResponse<InputStream> ask(String repository, String snapshot, String question) {
        BrowseSessions.Opened session = sessions.of(repository);
        try {
            return checked(send(session, snapshot, question));
        } catch (SessionGoneException | IOException e) {
            // It was idle for long, or its pod was moved.
            sessions.forget(repository, session);
        }
        try {
            return checked(send(sessions.of(repository), snapshot, question));
        } catch (SessionGoneException | IOException e) {
            throw broken(repository, e);
        }
    }

    private HttpResponse<InputStream> send(BrowseSessions.Opened session, String snapshot, String question)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(session.address() + "/v1/snapshots/" + snapshot + "/" + question))
                .header("Authorization", "Bearer " + session.key())
                .build();
        long giveUpAt = System.nanoTime() + (session.hasAnswered().get() ? Duration.ZERO : OPENING).toNanos();
        while (true) {
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                session.hasAnswered().set(true);
                return response;
            } catch (ConnectException e) {
                if (System.nanoTime() > giveUpAt) {
                    throw e;
                }
                BrowseSessions.pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("this program is being ended", e);
            }
        }
    }

    private static HttpResponse<InputStream> checked(HttpResponse<InputStream> response)
            throws SessionGoneException, IOException {
        if (response.statusCode() == HttpURLConnection.HTTP_OK) {
            return response;
        }
        if (response.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            // The address is another session's by now.
            throw new SessionGoneException();
        }
        JsonNode problem;
        try (InputStream body = response.body()) {
            problem = JSON.readTree(body);
        }
        String detail = problem.path("detail").asText("it answers with status " + response.statusCode());
        throw response.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
                ? ApiException.notFound(detail, "list it again")
                : ApiException.conflict(detail, problem.path("hint").asText(""));
    }

    private static final class SessionGoneException extends Exception {
        private static final long serialVersionUID = 1L;

        SessionGoneException() {
            super("the session is gone");
        }
    }

    private static ApiException broken(String repository, Exception e) {
        return ApiException.conflict(
                "repository '" + repository + "' cannot be read now: " + e.getMessage(), "try again");
    }

    @Override
    public void close() {
        sessions.close();
        client.close();
    }
}
