package cloud.mows.backup.app;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * As much of an S3 server and of restic's REST server as {@link TrainingRun} needs: it keeps in memory what it is given, on the
 * loopback interface, and asks for no password. {@code /bucket} speaks S3, all else REST.
 */
final class TrainingServer implements AutoCloseable {
    private static final String BUCKET = "/bucket";
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
    private static final Pattern PREFIX = Pattern.compile("(?:^|&)prefix=([^&]*)");

    private final NavigableMap<String, byte[]> files = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** @param tls null for plain HTTP */
    TrainingServer(@Nullable SSLContext tls) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(any, 0);
        } else {
            HttpsServer secure = HttpsServer.create(any, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secure;
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String s3() {
        return "s3:" + address() + BUCKET + "/training";
    }

    String rest() {
        return "rest:" + address() + "/training/";
    }

    private String address() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "PUT", "POST" -> {
                    files.put(path, sent);
                    exchange.sendResponseHeaders(200, -1);
                }
                case "DELETE" -> {
                    files.remove(path);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> read(exchange, path);
            }
        }
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        byte[] file = files.get(path);
        if (query != null && query.contains("list-type")) {
            Matcher prefix = PREFIX.matcher(query);
            send(exchange, 200, "application/xml", objects(prefix.find() ? prefix.group(1) : ""));
        } else if (path.endsWith("/")) {
            send(exchange, 200, "application/vnd.x.restic.rest.v2", names(path));
        } else if (path.equals(BUCKET)) {
            exchange.sendResponseHeaders(200, -1);
        } else if (file == null) {
            String error = "<Error><Code>NoSuchKey</Code><Message>there is none</Message></Error>";
            send(exchange, 404, "application/xml", error.getBytes(StandardCharsets.UTF_8));
        } else {
            Matcher range = RANGE.matcher(exchange.getRequestHeaders()
                    .getOrDefault("Range", List.of(""))
                    .getFirst());
            if (range.matches()) {
                int from = Integer.parseInt(range.group(1));
                int to = Math.min(file.length, Integer.parseInt(range.group(2)) + 1);
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
                send(exchange, 206, "application/octet-stream", Arrays.copyOfRange(file, from, to));
            } else {
                send(exchange, 200, "application/octet-stream", file);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("ETag", "\"training\"");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private byte[] objects(String prefix) {
        String below = BUCKET + "/" + prefix;
        return below(below)
                .map(file -> "<Contents><Key>" + file.getKey().substring(BUCKET.length() + 1)
                        + "</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"training\"</ETag><Size>"
                        + file.getValue().length + "</Size></Contents>")
                .collect(Collectors.joining(
                        "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] names(String folder) {
        return below(folder)
                .map(file -> "{\"name\":\"" + file.getKey().substring(folder.length()) + "\",\"size\":"
                        + file.getValue().length + "}")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private Stream<Map.Entry<String, byte[]>> below(String folder) {
        return files.tailMap(folder).entrySet().stream()
                .takeWhile(file -> file.getKey().startsWith(folder));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
