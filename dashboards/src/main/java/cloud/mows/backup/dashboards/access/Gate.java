package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides about each request before anything else sees it. Pure, but for asking whether a session is known. */
public final class Gate {
    public static final String COOKIE = "mows-backup";
    public static final String HEADER = "X-MOWS-Backup";
    private static final String API = "/api/";

    /** How to log in, and whether this program lives. */
    private static final Set<String> OPEN =
            Set.of("/api/v1/login", OidcResource.PATH, OidcResource.CALLBACK, "/api/v1/health");

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

    private final Names names;
    private final Predicate<String> sessions;
    private final String howToLogIn;

    /**
     * @param names that we are called by: what another name leads here is somebody else's doing
     * @param sessions whether a cookie is of a session
     */
    public Gate(Names names, Predicate<String> sessions, String howToLogIn) {
        this.names = names;
        this.sessions = sessions;
        this.howToLogIn = howToLogIn;
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
        if (request.host() == null || !names.has(request.host())) {
            return Optional.of(new Problem(
                    "wrong-host",
                    "Not called by its own name",
                    421,
                    "this program is not reached by the name '" + request.host() + "'",
                    "use " + names.page()));
        }
        if (!HARMLESS.contains(request.method())) {
            boolean own = request.origin() == null || names.isPage(request.origin(), request.host());
            if (!own || request.header() == null) {
                return Optional.of(new Problem(
                        "cross-site",
                        "Not from this page",
                        403,
                        own
                                ? "the header " + HEADER + " is missing"
                                : "the request comes from the page of another site, which is not " + names.page(),
                        ""));
            }
        }
        if (request.path().indexOf(';') >= 0) {
            // Whoever looks for the resource leaves out what follows, and would find one that was not asked for here.
            return Optional.of(new Problem(
                    "not-understood", "The request cannot be understood", 400, "the address has a ';'", ""));
        }
        if (isOpen(request) || request.cookie() != null && sessions.test(request.cookie())) {
            return Optional.empty();
        }
        return Optional.of(
                new Problem("unauthorized", "Not logged in", 401, "this browser is not logged in", howToLogIn));
    }

    /** The files of the page are for everybody; so is what nobody can do without. */
    private static boolean isOpen(Request request) {
        return OPEN.contains(request.path())
                || HARMLESS.contains(request.method()) && !request.path().startsWith(API);
    }
}
