package cloud.mows.backup.app.serve;

import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.dashboards.access.LoginKind;
import cloud.mows.backup.dashboards.host.DocumentProblem;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.PrivateFiles;
import cloud.mows.backup.dashboards.platform.Platform;
import cloud.mows.backup.dashboards.platform.PlatformKind;
import cloud.mows.backup.dashboards.store.HostName;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the process starts. */
@QuarkusMain
public final class Serve {
    /** Held until the process ends. */
    private static @Nullable FileLock lock;

    private static @Nullable ShownCluster cluster;

    private Serve() {}

    public static void main(String[] arguments) {
        // The first is 'serve' itself.
        List<String> rest = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            ServeOptions asked = ServeOptions.parse(rest, System.getenv());
            ServeOptions options = asked.cluster().isPresent() ? preparedCluster(asked) : prepared(asked);
            Front.use(front(options));
            System.setProperty("quarkus.http.host", options.address());
            System.setProperty("quarkus.http.port", Integer.toString(options.port()));
        } catch (IllegalArgumentException e) {
            System.err.println("mows-backup: " + e.getMessage());
            System.exit(1);
        }
        Quarkus.run();
    }

    private static Front front(ServeOptions options) {
        Platform platform = platform(options);
        return switch (options.login()) {
            case Link ->
                Front.byLink(
                        options,
                        platform,
                        System.getProperty("mows.terminal", "").contains("o"));
            case Token -> Front.byToken(options, platform, cluster().client());
        };
    }

    private static Platform platform(ServeOptions options) {
        String version = System.getProperty("mows.version", "");
        if (options.cluster().isEmpty()) {
            return new Platform(PlatformKind.Host, HostName.get(), version);
        }
        // A pod knows only a number.
        String name = options.login() == LoginKind.Link
                ? cluster().name()
                : options.hosts().stream().findFirst().orElse("Kubernetes");
        return new Platform(PlatformKind.Cluster, name, version);
    }

    /** Of a process that shows one. */
    static ShownCluster cluster() {
        return Objects.requireNonNull(cluster, "started with --cluster");
    }

    private static ServeOptions preparedCluster(ServeOptions options) {
        if (options.login() == LoginKind.Link) {
            make(options.state());
            lock(options.state());
        }
        cluster = new ShownCluster();
        cluster.objection().ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return options.withPort(freePort(options));
    }

    /** With everything there that is needed; whatever is not is one sentence. */
    private static ServeOptions prepared(ServeOptions options) {
        make(options.config());
        make(options.state());
        make(options.cache());
        List<DocumentProblem> problems = new Documents(options.config()).load().problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(
                    "\nmows-backup: ",
                    problems.stream().map(DocumentProblem::toString).toList()));
        }
        lock(options.state());
        return options.withPort(freePort(options));
    }

    private static void make(Path folder) {
        try {
            PrivateFiles.directory(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + " cannot be used: " + FileFailure.reason(e), e);
        }
    }

    private static void lock(Path state) {
        try {
            FileChannel file =
                    FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = file.tryLock();
        } catch (IOException e) {
            throw new IllegalArgumentException(state + " cannot be used: " + FileFailure.reason(e), e);
        }
        if (lock == null) {
            throw new IllegalArgumentException(
                    "another 'mows-backup serve' is running with " + state + ": open its page, or end it");
        }
    }

    private static int freePort(ServeOptions options) {
        try (ServerSocket socket = new ServerSocket(options.port(), 1, InetAddress.getByName(options.address()))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot listen at " + options.address() + ":" + options.port() + " (" + e.getMessage()
                            + "): choose another port with --port",
                    e);
        }
    }
}
