package cloud.mows.backup.dashboards.access;

import java.time.Duration;
import java.util.Optional;

/** From something that only those have who may come in to sessions of browsers. */
public interface Logins {
    LoginKind kind();

    /** How long a browser stays logged in. */
    Duration ageMax();

    /**
     * Begins a session.
     *
     * @return its cookie
     * @throws cloud.mows.backup.dashboards.problem.ApiException why nobody is logged in by that
     */
    String logIn(String token);

    /** Whether there is a session; answered at once. */
    boolean isKnown(String cookie);

    /** Whose session it is, to greet them; empty if there is none, or if it is nobody's in particular. Answered at once. */
    Optional<String> personName(String cookie);

    /** Ends a session, if there is one. */
    void logOut(String cookie);

    /** The way in by a provider of identities, where there is one. */
    default Optional<OidcLogins> oidc() {
        return Optional.empty();
    }

    /** What to do who is not logged in. */
    String howToLogIn();
}
