package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.people.Identities;
import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of people whom a cluster knows by a token. They are in memory only, and with them the token, which is judged again and again: a
 * session ends when its token does.
 */
public final class TokenLogins implements Logins {
    /** However long the token is valid. */
    static final Duration AGE_MAX = Duration.ofHours(12);

    static final int SESSIONS_MAX = 256;
    static final int SESSIONS_OF_ONE_MAX = 8;

    /** Kubernetes' own are of 1 to 2 KiB. */
    private static final int TOKEN_CHARS_MAX = 16 * 1024;

    private final Identities identities;
    private final InstantSource clock;
    private final FailedLogins failed;
    private final Map<String, TokenSession> sessions = new LinkedHashMap<>();

    public TokenLogins(Identities identities, InstantSource clock) {
        this.identities = identities;
        this.clock = clock;
        this.failed = new FailedLogins(clock);
    }

    @Override
    public LoginKind kind() {
        return LoginKind.Token;
    }

    @Override
    public Duration ageMax() {
        return AGE_MAX;
    }

    @Override
    public String logIn(String given) {
        failed.begin().ifPresent(wait -> {
            throw ApiException.tooMany(
                    "too many logins failed lately", "try again in " + (wait.toSeconds() + 1) + " seconds");
        });
        String token = given.strip();
        boolean possible = !token.isEmpty() && token.length() <= TOKEN_CHARS_MAX;
        Person person = (possible ? identities.of(token) : Optional.<Person>empty())
                .orElseThrow(() -> ApiException.unauthorized(
                        "the cluster does not take this token: it is mistyped, made for something else, or has expired",
                        howToLogIn()));
        failed.forget();
        String cookie = SessionCookie.fresh();
        keep(SessionCookie.hash(cookie), new TokenSession(token, person, clock.instant()));
        return cookie;
    }

    private synchronized void keep(String hash, TokenSession session) {
        Instant now = clock.instant();
        sessions.values().removeIf(each -> each.isOver(now));
        // Whoever logs in again and again ends sessions of their own, and of nobody else.
        while (sessions.values().stream().filter(session::isOfSamePerson).count() >= SESSIONS_OF_ONE_MAX) {
            sessions.entrySet().stream()
                    .filter(each -> session.isOfSamePerson(each.getValue()))
                    .min(Comparator.comparing(each -> each.getValue().since()))
                    .ifPresent(oldest -> sessions.remove(oldest.getKey()));
        }
        if (sessions.size() >= SESSIONS_MAX) {
            throw ApiException.tooMany("too many people are logged in", "log out where you do not need it any more");
        }
        sessions.put(hash, session);
    }

    @Override
    public boolean isKnown(String cookie) {
        return session(SessionCookie.hash(cookie)).isPresent();
    }

    private synchronized Optional<TokenSession> session(String hash) {
        return Optional.ofNullable(sessions.get(hash)).filter(session -> !session.isOver(clock.instant()));
    }

    @Override
    public Optional<String> personName(String cookie) {
        return person(cookie).map(Person::shortName);
    }

    /** Whose session it is, as the cluster knows them now or did a minute ago; may have to ask it. */
    public Optional<Person> person(String cookie) {
        String hash = SessionCookie.hash(cookie);
        Optional<TokenSession> session = session(hash);
        Optional<Person> person = session.flatMap(known -> known.person(identities, clock));
        if (session.isPresent() && person.isEmpty()) {
            end(hash);
        }
        return person;
    }

    @Override
    public void logOut(String cookie) {
        end(SessionCookie.hash(cookie));
    }

    private synchronized void end(String hash) {
        sessions.remove(hash);
    }

    @Override
    public String howToLogIn() {
        return "make a token and log in with it: kubectl create token NAME";
    }
}
