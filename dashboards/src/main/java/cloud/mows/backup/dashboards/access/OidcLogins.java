package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.oidc.Attempt;
import cloud.mows.backup.dashboards.oidc.OidcProvider;
import cloud.mows.backup.dashboards.oidc.ShownPerson;
import cloud.mows.backup.dashboards.people.Audit;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way in by a provider of identities. The browser goes there and comes back, and whether it is the same one, a cookie of this login alone
 * says: whoever sends somebody else to the end of a login of their own does not log them in.
 */
public final class OidcLogins {
    /** How long somebody may take at the provider. */
    static final Duration ATTEMPT_AGE_MAX = Duration.ofMinutes(10);

    static final int ATTEMPTS_MAX = 1000;
    private static final Duration FAILURE_AGE_MAX = Duration.ofMinutes(1);
    private static final int UNAVAILABLE = 503;

    private final OidcProvider provider;
    private final PersonSessions sessions;
    private final Names names;
    private final Audit audit;

    /** Its own: whoever makes the other way in fail does not close this one. */
    private final FailedLogins failed;

    private final OneTime<Attempt> attempts;
    private final OneTime<LoginFailure> failures;

    /**
     * Where the browser goes next.
     *
     * @param login its cookie for this login; empty if it is over
     * @param session its cookie, as soon as it is logged in
     */
    record Step(URI address, boolean encrypted, String login, Optional<String> session) {}

    OidcLogins(OidcProvider provider, PersonSessions sessions, Names names, Audit audit, InstantSource clock) {
        this.provider = provider;
        this.sessions = sessions;
        this.names = names;
        this.audit = audit;
        this.failed = new FailedLogins(clock);
        this.attempts = new OneTime<>(ATTEMPT_AGE_MAX, ATTEMPTS_MAX, clock);
        this.failures = new OneTime<>(FAILURE_AGE_MAX, ATTEMPTS_MAX, clock);
    }

    /** What people call the provider. */
    String provider() {
        return provider.host();
    }

    /** To the provider. @param host that the request names, which the gate let through */
    Step begin(String host) {
        String origin = names.origin(host);
        try {
            Attempt attempt = provider.begin(URI.create(origin + OidcResource.CALLBACK));
            return step(attempt.address(), origin, attempts.keep(attempt), Optional.empty());
        } catch (ApiException e) {
            return back(origin, e.problem());
        }
    }

    /** Back from it, to the page. @param answer the parameters that the provider sent the browser back with */
    Step finish(String host, @Nullable String cookie, Map<String, List<String>> answer) {
        String origin = names.origin(host);
        Optional<Attempt> attempt = Optional.ofNullable(cookie).flatMap(attempts::take);
        try {
            return step(URI.create(origin + "/"), origin, "", Optional.of(finish(attempt, answer)));
        } catch (ApiException e) {
            return back(origin, e.problem());
        }
    }

    private String finish(Optional<Attempt> attempt, Map<String, List<String>> answer) {
        Attempt begun = attempt.orElseThrow(() -> ApiException.unauthorized(
                "this browser began no login lately, or has ended it already",
                "log in again, in one tab and within " + ATTEMPT_AGE_MAX.toMinutes() + " minutes"));
        failed.mustBegin();
        try {
            ShownPerson shown = provider.finish(begun, answer);
            failed.forget();
            String session = sessions.begin(shown.person(), shown.proof());
            audit.loggedIn(Audit.Way.OIDC, shown.person());
            return session;
        } catch (ApiException e) {
            audit.notLoggedIn(Audit.Way.OIDC, e.problem().detail());
            throw e;
        }
    }

    /** To the page, which asks what went wrong: what stands in an address could be anybody's words. */
    private Step back(String origin, Problem problem) {
        // Whoever is logged in is told to log out first.
        String next = problem.status() == UNAVAILABLE ? "try again soon, or log in with a token" : problem.next();
        return step(
                URI.create(origin + "/"),
                origin,
                failures.keep(new LoginFailure(problem.detail(), next)),
                Optional.empty());
    }

    private static Step step(URI address, String origin, String login, Optional<String> session) {
        return new Step(address, origin.startsWith("https://"), login, session);
    }

    /** Why the login of a browser failed; told once. */
    Optional<LoginFailure> failure(String cookie) {
        return failures.take(cookie);
    }
}
