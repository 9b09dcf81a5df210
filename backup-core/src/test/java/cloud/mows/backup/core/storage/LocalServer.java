package cloud.mows.backup.core.storage;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real server that a test starts on a free port of 127.0.0.1 and ends again. {@link #tool} finds programs: where one is
 * missing the test is skipped loudly, and fails where the environment says {@code CI=true}.
 */
public final class LocalServer implements AutoCloseable {
    private static final long START_MILLIS_MAX = 20_000;

    private final Process process;
    private final int port;
    private final Path log;

    private LocalServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** The command of a server, given its port. */
    @FunctionalInterface
    public interface Command {
        List<String> on(int port);
    }

    /** Returns when the port takes connections. */
    public static LocalServer start(Path folder, Map<String, String> environment, Command command)
            throws IOException, InterruptedException {
        int port = freePort();
        Path log = Files.createTempFile(folder, "server", ".log");
        ProcessBuilder builder = new ProcessBuilder(command.on(port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        LocalServer server = new LocalServer(builder.start(), port, log);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS_MAX);
        while (!server.listens()) {
            if (!server.process.isAlive() || System.nanoTime() > until) {
                server.close();
                throw new IOException(
                        "the server does not start: " + command.on(port).getFirst() + "\n" + server.log());
            }
            LockSupport.parkNanos(20_000_000);
        }
        return server;
    }

    public int port() {
        return port;
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A port that nobody listens on at this moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A program built by {@code e2e/tools/build.sh} or installed. */
    public static Path tool(String name) throws IOException {
        Optional<Path> found = find(name);
        if (found.isEmpty()) {
            String message =
                    "the program '" + name + "' is missing: run e2e/tools/build.sh " + name + " or e2e/tools/apt.sh";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            System.err.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> find(String name) throws IOException {
        String own = System.getenv("MOWS_BACKUP_TOOLS");
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = own != null
                ? Path.of(own)
                : (xdg != null ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("mows-backup/tools");
        List<Path> candidates = new ArrayList<>();
        if (Files.isDirectory(cache)) {
            try (Stream<Path> built = Files.list(cache)) {
                built.filter(folder -> folder.getFileName().toString().startsWith(name + "-"))
                        .map(folder -> folder.resolve(name))
                        .sorted()
                        .forEach(candidates::add);
            }
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            candidates.add(Path.of(folder, name));
        }
        return candidates.stream().filter(Files::isExecutable).findFirst();
    }
}
