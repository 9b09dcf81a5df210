package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.oidc.OidcProvider;
import cloud.mows.backup.dashboards.people.Audit;
import cloud.mows.backup.dashboards.people.Identities;
import cloud.mows.backup.dashboards.people.Person;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * People whom a cluster knows: by a token always, and by a provider of identities where there is one. While that one is away, the token is
 * the other door.
 */
public final class PersonLogins implements Logins {
    private final PersonSessions sessions;
    private final TokenLogins tokens;
    private final Optional<OidcLogins> oidc;

    /** @param names that browsers come back to from the provider */
    public PersonLogins(
            Identities identities, Optional<OidcProvider> provider, Names names, Audit audit, InstantSource clock) {
        this.sessions = new PersonSessions(clock);
        this.tokens = new TokenLogins(identities, sessions, audit, clock);
        this.oidc = provider.map(it -> new OidcLogins(it, sessions, names, audit, clock));
    }

    @Override
    public LoginKind kind() {
        return LoginKind.Token;
    }

    @Override
    public Duration ageMax() {
        return PersonSessions.AGE_MAX;
    }

    @Override
    public String logIn(String token) {
        return tokens.logIn(token);
    }

    @Override
    public Optional<OidcLogins> oidc() {
        return oidc;
    }

    @Override
    public boolean isKnown(String cookie) {
        return sessions.of(cookie).isPresent();
    }

    /** Of the login: who cannot be asked about just now is greeted all the same, and can log out. */
    @Override
    public Optional<String> personName(String cookie) {
        return sessions.of(cookie).map(PersonSession::shortName);
    }

    /** Whose session it is, now or a minute ago; may have to ask the cluster or the provider. */
    public Optional<Person> person(String cookie) {
        return sessions.person(cookie);
    }

    @Override
    public void logOut(String cookie) {
        sessions.end(cookie);
    }

    @Override
    public String howToLogIn() {
        return oidc.map(each -> "log in with " + each.provider() + ", or " + TokenLogins.HOW)
                .orElse(TokenLogins.HOW);
    }
}
