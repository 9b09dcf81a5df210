package cloud.mows.backup.core.storage.rest;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.ConnectionFailures;
import cloud.mows.backup.core.storage.http.HttpOptions;
import cloud.mows.backup.core.storage.http.HttpTimeouts;
import cloud.mows.backup.core.storage.http.Pace;
import cloud.mows.backup.core.storage.http.PacedInputStream;
import cloud.mows.backup.core.storage.http.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Requests and answers of one server, at most so many at once as it has connections. */
final class RestConnection implements AutoCloseable {
    private static final String VERSION_2 = "application/vnd.x.restic.rest.v2";
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes .*/([0-9]{1,18})");
    private static final int REFUSAL_CHARS_MAX = 200;
    private static final int REST_BYTES_MAX = 4096;

    private final StorageLocation.Rest location;
    private final HttpTimeouts timeouts;
    private final Pace upload;
    private final Pace download;
    private final @Nullable String authorization;
    private final ConnectionFailures failures;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free;
    private final HttpClient client;

    RestConnection(StorageLocation.Rest location, RestOptions options) throws StorageException {
        HttpOptions http = options.http();
        this.location = location;
        this.failures = new ConnectionFailures(location.base());
        this.timeouts = http.timeouts();
        this.upload = http.upload();
        this.download = http.download();
        StorageLocation.Login login = location.login() != null ? location.login() : options.login();
        this.authorization = login == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8));
        this.free = new Semaphore(http.connections());
        HttpClient.Builder builder = HttpClient.newBuilder()
                // Several plain connections carry more than the streams of one HTTP/2 connection.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect())
                .executor(threads);
        SSLContext context = Tls.read(http.tls(), location.base()).context();
        if (context != null) {
            builder.sslContext(context);
        }
        this.client = builder.build();
    }

    Answer get(String what, String path, @Nullable String range) throws StorageException {
        HttpRequest.Builder request = request(path).GET();
        if (range != null) {
            request.header("Range", range);
        }
        return send(what, request, null);
    }

    Answer head(String what, String path) throws StorageException {
        return send(what, request(path).HEAD(), null);
    }

    /** While the caller holds another answer open: waiting for a free connection here could last for ever. */
    Answer headBeside(String what, String path) throws StorageException {
        return sendNow(what, request(path).HEAD(), null, false);
    }

    Answer delete(String what, String path) throws StorageException {
        return send(what, request(path).DELETE(), null);
    }

    Answer post(String what, String path, Content content) throws StorageException {
        if (content.isEmpty()) {
            return send(what, request(path).POST(HttpRequest.BodyPublishers.noBody()), null);
        }
        PacedBody body = new PacedBody(content, upload);
        return send(
                what,
                request(path).header("Content-Type", "application/octet-stream").POST(body),
                body);
    }

    private HttpRequest.Builder request(String path) {
        // Not resolve(): "?create=true" would replace the last part of the path.
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(location.base() + path)).header("Accept", VERSION_2);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private Answer send(String what, HttpRequest.Builder request, @Nullable PacedBody body) throws StorageException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
        boolean answered = false;
        try {
            Answer answer = sendNow(what, request, body, true);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                free.release();
            }
        }
    }

    private Answer sendNow(String what, HttpRequest.Builder request, @Nullable PacedBody body, boolean counted)
            throws StorageException {
        try {
            HttpResponse<BodyStream> response =
                    await(client.sendAsync(request.build(), head -> new BodyStream(timeouts.silence())), body);
            failures.answered();
            return new Answer(what, response, counted);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        } catch (IOException e) {
            throw broken(what, e);
        }
    }

    private StorageException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StorageException.Interrupted(at(what) + ": interrupted", e);
    }

    /** Waits for the head of the answer, as long as the body of the request moves on. */
    private HttpResponse<BodyStream> await(CompletableFuture<HttpResponse<BodyStream>> answer, @Nullable PacedBody body)
            throws IOException, InterruptedException {
        Duration silence = timeouts.silence();
        long sent = -1;
        try {
            while (true) {
                try {
                    return answer.get(silence.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    long now = body == null ? sent : body.sent();
                    if (now == sent) {
                        throw new SocketTimeoutException("no answer within " + silence.toMillis() + " ms");
                    }
                    sent = now;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            if (!answer.isDone()) {
                answer.cancel(true);
            }
        }
    }

    StorageException broken(String what, IOException e) {
        return failures.translate(at(what), e);
    }

    private String at(String what) {
        return what + " in " + location;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdown();
    }

    /** One answer; closing it frees its connection for the next request. */
    final class Answer implements AutoCloseable {
        private final String what;
        private final HttpResponse<BodyStream> response;
        private final boolean counted;

        private Answer(String what, HttpResponse<BodyStream> response, boolean counted) {
            this.what = what;
            this.response = response;
            this.counted = counted;
        }

        int status() {
            return response.statusCode();
        }

        boolean isSuccess() {
            return status() / 100 == 2;
        }

        /** -1 if the server does not say. */
        long length() {
            return response.headers().firstValueAsLong("Content-Length").orElse(-1);
        }

        /** Where the whole file ends, of which this is a part; -1 if the server does not say. */
        long end() {
            Matcher range = CONTENT_RANGE.matcher(header("Content-Range"));
            return range.matches() ? Long.parseLong(range.group(1)) : -1;
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        InputStream body() {
            return download == Pace.FULL ? response.body() : new PacedInputStream(response.body(), download);
        }

        /** Which failure the status is. */
        StorageException refusal() {
            String message = at(what) + ": status " + status() + said();
            return switch (status()) {
                case 401, 403 -> new StorageException.Denied(message, null);
                case 404 -> new StorageException.NotFound(message, null);
                case 413, 507 -> new StorageException.Full(message, null);
                case 416 -> new StorageException.Truncated(message, null);
                case 408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524 ->
                    new StorageException.Transient(message, null);
                case 301, 302, 303, 307, 308 ->
                    new StorageException.Unusable(message + " (the server has moved; give its new address)", null);
                default -> new StorageException.Unusable(message, null);
            };
        }

        /** The first line of what the server says, if it is plain text. */
        private String said() {
            if (!header("Content-Type").startsWith("text/plain")) {
                return "";
            }
            try {
                String text = new String(response.body().readNBytes(REFUSAL_CHARS_MAX), StandardCharsets.UTF_8);
                String line = text.lines().findFirst().orElse("").strip();
                return line.isEmpty() ? "" : " " + line.replaceAll("\\p{Cntrl}", "");
            } catch (IOException e) {
                return "";
            }
        }

        @Override
        public void close() {
            try {
                drainWhatIsLeft();
            } finally {
                response.body().close();
                if (counted) {
                    free.release();
                }
            }
        }

        /** A short rest is read, so that the connection can be used again. */
        private void drainWhatIsLeft() {
            boolean bodiless = response.request().method().equals("HEAD");
            if ((!bodiless && length() > REST_BYTES_MAX)
                    || Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                response.body().readNBytes(REST_BYTES_MAX);
            } catch (IOException e) {
                // Then the connection is not used again.
            }
        }
    }
}
