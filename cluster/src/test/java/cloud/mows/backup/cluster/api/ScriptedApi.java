package cloud.mows.backup.cluster.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An API server on the loopback interface that says what it is told to, and a client of it. */
public final class ScriptedApi implements AutoCloseable {
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    /** By request, one after the other; the last one stays. */
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();

    private final HttpServer server;
    private final KubernetesClient client;

    private record Answer(int code, String body) {}

    public ScriptedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://localhost:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    public KubernetesClient client() {
        return client;
    }

    /** What was asked: method, address, and body if there was one. */
    public List<String> requests() {
        return requests;
    }

    /** @param request method and address */
    public void answer(String request, int code, String body) {
        answers.computeIfAbsent(request, first -> new ArrayDeque<>()).add(new Answer(code, body));
    }

    public void fail(String request, int code, String message) {
        answer(request, code, failure(code, message));
    }

    /** Takes all answers to a request back. */
    public void forget(String request) {
        answers.remove(request);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request + (body.isEmpty() ? "" : " " + body));
        Deque<Answer> left = answers.getOrDefault(request, new ArrayDeque<>());
        Answer next = left.size() > 1 ? left.poll() : left.peek();
        Answer answer = next == null ? new Answer(404, failure(404, request + " is not there")) : next;
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.code(), bytes.length);
        exchange.getResponseBody().write(bytes);
        // Not the exchange, with which the connection goes that the client uses for the next request.
        exchange.getResponseBody().close();
    }

    private static String failure(int code, String message) {
        return "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": " + code
                + ", \"message\": \"" + message + "\"}";
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
