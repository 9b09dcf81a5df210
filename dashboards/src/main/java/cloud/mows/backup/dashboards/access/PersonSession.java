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

    /** As whom they came in; their groups may change. */
    private final Person first;

    private Person person;
    private Instant shown;

    PersonSession(Person person, Proof proof, Instant since) {
        this.proof = proof;
        this.first = person;
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
        return isSame(other.first);
    }

    private boolean isSame(Person other) {
        return first.name().equals(other.name()) && first.uid().equals(other.uid());
    }

    /** To greet them. */
    String shortName() {
        return first.shortName();
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
        if (found.isEmpty() || !isSame(found.get())) {
            return Optional.empty();
        }
        person = found.get();
        shown = asked;
        return found;
    }
}
