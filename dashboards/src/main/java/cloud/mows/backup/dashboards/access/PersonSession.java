package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.people.Proof;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One browser of one person. Tells nobody the proof that it was begun with. */
final class PersonSession {
    /** From then on the proof is asked again, as soon as somebody comes. */
    static final Duration ASKED_AFTER = Duration.ofSeconds(30);

    /** So long an answer holds where the next one is missing. Whoever is not to come in any more is out after that. */
    static final Duration BELIEVED = Duration.ofMinutes(1);

    private final Proof proof;
    private final Instant since;
    private final String name;
    private final String uid;
    private final String shortName;
    private Person person;
    private Instant shown;

    PersonSession(Person person, Proof proof, Instant since) {
        this.proof = proof;
        this.name = person.name();
        this.uid = person.uid();
        this.shortName = person.shortName();
        this.person = person;
        this.since = since;
        this.shown = since;
    }

    Instant since() {
        return since;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(since.plus(PersonSessions.AGE_MAX));
    }

    boolean isOfSamePerson(PersonSession other) {
        return name.equals(other.name) && uid.equals(other.uid);
    }

    /** To greet them. */
    String shortName() {
        return shortName;
    }

    /**
     * Empty if the proof shows nobody any more, or somebody else; may wait for it. What it throws says nothing about that: then the answer
     * before still holds for the rest of its time, and after that nobody comes in.
     */
    synchronized Optional<Person> person(InstantSource clock) {
        Instant asked = clock.instant();
        if (asked.isBefore(shown.plus(ASKED_AFTER))) {
            return Optional.of(person);
        }
        Optional<Person> found;
        try {
            found = proof.person();
        } catch (RuntimeException e) {
            if (clock.instant().isBefore(shown.plus(BELIEVED))) {
                return Optional.of(person);
            }
            throw e;
        }
        // The proof of one person does not become that of another.
        if (found.isEmpty()
                || !found.get().name().equals(name)
                || !found.get().uid().equals(uid)) {
            return Optional.empty();
        }
        person = found.get();
        shown = asked;
        return found;
    }
}
