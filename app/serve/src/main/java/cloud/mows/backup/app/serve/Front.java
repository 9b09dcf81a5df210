package cloud.mows.backup.app.serve;

import cloud.mows.backup.dashboards.access.Gate;
import cloud.mows.backup.dashboards.access.Sessions;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.platform.Platform;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page of a machine and that of a cluster have in common: who may come in, and where. */
final class Front {
    private static @Nullable Front chosen;

    private final ServeOptions options;
    private final Platform platform;
    private final HostState state;
    private final Sessions sessions;

    Front(ServeOptions options, Platform platform) {
        this.options = options;
        this.platform = platform;
        this.state = new HostState(options.state());
        this.sessions = new Sessions(state, InstantSource.system());
    }

    /** Before anything is made. */
    static void use(Front front) {
        chosen = front;
    }

    static Front chosen() {
        return Objects.requireNonNull(chosen, "started by Serve");
    }

    Gate gate() {
        String port = ":" + options.port();
        List<String> hosts = Stream.concat(
                        Stream.of((options.address().contains(":") ? "[" + options.address() + "]" : options.address())
                                + port),
                        Stream.of("127.0.0.1" + port, "localhost" + port, "[::1]" + port))
                .distinct()
                .toList();
        return new Gate(
                hosts,
                sessions::isKnown,
                "open the link that 'mows-backup serve' printed; the file " + sessions.tokenFile()
                        + " holds the token for a new one");
    }

    /** What to tell who started it. @param terminal whether only they see it */
    String greeting(boolean terminal) {
        String page = "http://" + gate().name() + "/#login=";
        return terminal
                ? "MOWS Backup is at " + page + sessions.token()
                : "MOWS Backup is at " + page + "TOKEN, with the token in " + sessions.tokenFile();
    }

    ServeOptions options() {
        return options;
    }

    Platform platform() {
        return platform;
    }

    HostState state() {
        return state;
    }

    Sessions sessions() {
        return sessions;
    }
}
