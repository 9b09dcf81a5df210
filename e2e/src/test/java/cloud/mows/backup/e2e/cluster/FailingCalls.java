package cloud.mows.backup.e2e.cluster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A relay on the way from all pods of a cluster to its API server. Every call fails twice when it is new: the first time it is refused, the
 * second time it is done and the answer is lost. From then on it gets through. A call is a verb and a path with its names, so each object
 * and each subresource has calls of its own, as have watches, and each command in a pod, which is done as soon as it has started.
 */
final class FailingCalls implements AutoCloseable {
    /** Of each call. */
    static final int FAILURES = 2;

    private static final String END = "\r\n\r\n";
    private static final int HEAD_BYTES_MAX = 64 << 10;
    private static final int DRAIN_MILLIS = 2000;

    private final TestCluster cluster;
    private final SSLContext tls;
    private final SSLServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> made = new ConcurrentHashMap<>();

    private FailingCalls(TestCluster cluster, SSLContext tls, SSLServerSocket door) {
        this.cluster = cluster;
        this.tls = tls;
        this.door = door;
    }

    /** @param folder for what it needs to be trusted by pods */
    static FailingCalls start(TestCluster cluster, Path folder) throws Exception {
        SSLContext tls = ApiServerTls.of(cluster, folder);
        SSLServerSocket door =
                (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 100, cluster.hostAddress());
        FailingCalls calls = new FailingCalls(cluster, tls, door);
        calls.threads.submit(calls::open);
        cluster.leadCallsOfPods(calls.address());
        return calls;
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) door.getLocalSocketAddress();
    }

    /** How often each call was made, by verb and path. */
    Map<String, Integer> made() {
        return new TreeMap<>(made);
    }

    /** How many calls failed. */
    int failures() {
        return made.values().stream()
                .mapToInt(times -> Math.min(times, FAILURES))
                .sum();
    }

    /** Whether a call changes something, or runs something. */
    static boolean isChange(String call) {
        return !call.startsWith("GET ") || call.contains("/exec?");
    }

    private Void open() throws IOException {
        while (true) {
            Socket client;
            try {
                client = door.accept();
            } catch (SocketException e) {
                // Closed by us.
                return null;
            }
            threads.submit(() -> serve(client));
        }
    }

    /** One call of each connection, so that none has to be taken apart. */
    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            int times = made.merge(call(head), 1, Integer::sum);
            if (times == 1) {
                refuse(client, in, made.size() % 2 == 0 ? "500 Internal Server Error" : "503 Service Unavailable");
            } else {
                relay(head, in, client, times <= FAILURES);
            }
        } catch (IOException e) {
            // One of both has gone, and with the close the other one learns it.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < END.length()
                || !END.contentEquals(head.subSequence(head.length() - END.length(), head.length()))) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
            if (head.length() > HEAD_BYTES_MAX) {
                throw new IOException("no end of " + head);
            }
        }
        return head.toString();
    }

    private static String call(String head) {
        String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
        String[] target = line[1].split("\\?", 2);
        String query = target.length == 1 ? "" : target[1];
        String distinct = target[0].endsWith("/exec") ? "?" + query : query.contains("watch=true") ? "?watch" : "";
        return line[0] + " " + target[0] + distinct;
    }

    private static void refuse(Socket client, InputStream in, String status) throws IOException {
        String body = """
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "InternalError", "code": %s, "message": "refused by the test"}
                """.formatted(status.substring(0, 3));
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        client.shutdownOutput();
        // Whoever closes a connection with something unread in it takes the answer back.
        client.setSoTimeout(DRAIN_MILLIS);
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void relay(String head, InputStream in, Socket client, boolean losesAnswer) throws IOException {
        boolean isUpgrade = head.toLowerCase(Locale.ROOT).contains("\r\nupgrade:");
        String last = isUpgrade ? head : head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
        InetSocketAddress to = cluster.apiServer();
        try (Socket server = tls.getSocketFactory().createSocket(to.getAddress(), to.getPort())) {
            server.getOutputStream().write(last.getBytes(StandardCharsets.ISO_8859_1));
            threads.submit(() -> send(in, server));
            if (losesAnswer) {
                server.getInputStream().read();
            } else {
                server.getInputStream().transferTo(client.getOutputStream());
            }
        }
    }

    private static Void send(InputStream from, Socket to) throws IOException {
        try (to) {
            from.transferTo(to.getOutputStream());
        }
        return null;
    }

    /** What failed, for people: each call that changes something with how often it was made, the others as a number. */
    private String told() {
        StringBuilder told = new StringBuilder("%d failures of %d calls\n".formatted(failures(), made.size()));
        made().forEach((call, times) -> {
            if (isChange(call)) {
                told.append(times).append(' ').append(call).append('\n');
            }
        });
        return told.toString();
    }

    /** Pods reach the API server itself again; what was open ends. */
    @Override
    public void close() throws IOException {
        System.out.print(told());
        cluster.leadCallsOfPodsBack(address());
        door.close();
        threads.shutdownNow();
    }
}
