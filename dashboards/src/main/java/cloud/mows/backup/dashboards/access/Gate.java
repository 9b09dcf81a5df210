package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides about each request before anything else sees it. Pure, but for asking whether a session is known. */
public final class Gate {
    public static final String COOKIE = "mows-backup";
    public static final String HEADER = "X-MOWS-Backup";
    static final String LOGIN = "/api/v1/login";
    private static final String API = "/api/";
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    /** What every answer says to the browser: nothing from elsewhere is loaded, and nobody shows us in a frame. */
    public static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final List<String> hosts;
    private final Predicate<String> sessions;
    private final String howToLogIn;

    /**
     * @param hosts that we are called by, with the port: what another name leads here is somebody else's doing
     * @param sessions whether a cookie is of a session
     */
    public Gate(List<String> hosts, Predicate<String> sessions, String howToLogIn) {
        this.hosts = List.copyOf(hosts);
        this.sessions = sessions;
        this.howToLogIn = howToLogIn;
    }

    /** What to call us by. */
    public String name() {
        return hosts.getFirst();
    }

    /** What counts of a request. */
    public record Request(
            String method,
            String path,
            @Nullable String host,
            @Nullable String origin,
            @Nullable String header,
            @Nullable String cookie) {}

    /** @return why it is refused; empty if it may go on */
    public Optional<Problem> refuse(Request request) {
        if (request.host() == null || hosts.stream().noneMatch(request.host()::equalsIgnoreCase)) {
            return Optional.of(new Problem(
                    "wrong-host",
                    "Not called by its own name",
                    421,
                    "this program is not reached by the name '" + request.host() + "'",
                    "use http://" + hosts.getFirst() + "/"));
        }
        if (!HARMLESS.contains(request.method())) {
            boolean own = request.origin() == null
                    || hosts.stream().anyMatch(host -> request.origin().equalsIgnoreCase("http://" + host));
            if (!own || request.header() == null) {
                return Optional.of(new Problem(
                        "cross-site",
                        "Not from this page",
                        403,
                        own
                                ? "the header " + HEADER + " is missing"
                                : "the request comes from the page of another site",
                        ""));
            }
        }
        boolean open = !request.path().startsWith(API) || request.path().equals(LOGIN);
        if (open || request.cookie() != null && sessions.test(request.cookie())) {
            return Optional.empty();
        }
        return Optional.of(
                new Problem("unauthorized", "Not logged in", 401, "this browser is not logged in", howToLogIn));
    }
}
