package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.people.Audit;
import cloud.mows.backup.dashboards.people.Identities;
import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.time.InstantSource;
import java.util.Optional;

/** The way in with a token that the cluster takes, and which is shown to it again as long as the session lasts. */
final class TokenLogins {
    static final String HOW = "make a token and log in with it: kubectl create token NAME";

    /** Kubernetes' own are of 1 to 2 KiB. */
    private static final int TOKEN_CHARS_MAX = 16 * 1024;

    private final Identities identities;
    private final PersonSessions sessions;
    private final Audit audit;
    private final FailedLogins failed;

    TokenLogins(Identities identities, PersonSessions sessions, Audit audit, InstantSource clock) {
        this.identities = identities;
        this.sessions = sessions;
        this.audit = audit;
        this.failed = new FailedLogins(clock);
    }

    /** @return the cookie of a session */
    String logIn(String given) {
        failed.mustBegin();
        String token = given.strip();
        boolean possible = !token.isEmpty() && token.length() <= TOKEN_CHARS_MAX;
        Person person = (possible ? identities.of(token) : Optional.<Person>empty()).orElseThrow(() -> {
            audit.notLoggedIn(Audit.Way.TOKEN, "the cluster does not take the token");
            return ApiException.unauthorized(
                    "the cluster does not take this token: it is mistyped, made for something else, or has expired",
                    HOW);
        });
        failed.forget();
        String cookie = sessions.begin(person, () -> identities.of(token));
        audit.loggedIn(Audit.Way.TOKEN, person);
        return cookie;
    }
}
