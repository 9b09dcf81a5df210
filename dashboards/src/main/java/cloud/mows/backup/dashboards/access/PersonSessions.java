package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.people.Proof;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of people whom a cluster knows. They are in memory only, and with them what the people showed, which is asked again and again: a
 * session ends when that does.
 */
final class PersonSessions {
    /** However long the proof is valid. */
    static final Duration AGE_MAX = Duration.ofHours(12);

    static final int SESSIONS_MAX = 256;
    static final int SESSIONS_OF_ONE_MAX = 8;

    private final InstantSource clock;
    private final Map<String, PersonSession> sessions = new LinkedHashMap<>();

    PersonSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** @return the cookie of a new one */
    String begin(Person person, Proof proof) {
        String cookie = SessionCookie.fresh();
        keep(SessionCookie.hash(cookie), new PersonSession(person, proof, clock.instant()));
        return cookie;
    }

    private synchronized void keep(String hash, PersonSession session) {
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

    /** Answered at once. */
    Optional<PersonSession> of(String cookie) {
        return session(SessionCookie.hash(cookie));
    }

    private synchronized Optional<PersonSession> session(String hash) {
        return Optional.ofNullable(sessions.get(hash)).filter(session -> !session.isOver(clock.instant()));
    }

    /** Whose it is, now or a minute ago; may have to ask. */
    Optional<Person> person(String cookie) {
        Optional<PersonSession> session = of(cookie);
        Optional<Person> person = session.flatMap(known -> known.person(clock));
        if (session.isPresent() && person.isEmpty()) {
            end(cookie);
        }
        return person;
    }

    /** If there is one. */
    synchronized void end(String cookie) {
        sessions.remove(SessionCookie.hash(cookie));
    }
}
