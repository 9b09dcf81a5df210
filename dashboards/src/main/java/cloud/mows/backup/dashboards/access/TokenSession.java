package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.people.Identities;
import cloud.mows.backup.dashboards.people.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One browser of one person. Tells nobody its token but whoever judges it. */
final class TokenSession {
    /** Whoever is not to come in any more is out after that. */
    static final Duration JUDGED_EVERY = Duration.ofMinutes(1);

    private final String token;
    private final Instant since;
    private final String name;
    private final String uid;
    private Person person;
    private Instant judged;

    TokenSession(String token, Person person, Instant since) {
        this.token = token;
        this.name = person.name();
        this.uid = person.uid();
        this.person = person;
        this.since = since;
        this.judged = since;
    }

    Instant since() {
        return since;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(since.plus(TokenLogins.AGE_MAX));
    }

    boolean isOfSamePerson(TokenSession other) {
        return name.equals(other.name) && uid.equals(other.uid);
    }

    /** Empty if the token is no longer one; may wait for the judge. What the judge throws says nothing about that, and nobody comes in meanwhile. */
    synchronized Optional<Person> person(Identities judge, InstantSource clock) {
        Instant now = clock.instant();
        if (now.isBefore(judged.plus(JUDGED_EVERY))) {
            return Optional.of(person);
        }
        Optional<Person> found = judge.of(token);
        // The token of one person does not become that of another.
        if (found.isEmpty()
                || !found.get().name().equals(name)
                || !found.get().uid().equals(uid)) {
            return Optional.empty();
        }
        person = found.get();
        judged = now;
        return found;
    }
}
