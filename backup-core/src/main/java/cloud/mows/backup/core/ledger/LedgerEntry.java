package cloud.mows.backup.core.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of one thing.
 *
 * @param type {@code volume} and {@code objects} are parts of a backup; {@code object} is one object of Kubernetes
 * @param name of the thing; {@code *} if it is about all of a kind
 * @param by who decided that it is left out; of a volume how it was read; empty of other things that are captured
 * @param reason in a sentence; empty if captured
 * @param apiVersion of an object
 * @param kind of an object
 * @param path where it lies in the restore point
 */
public record LedgerEntry(
        String type,
        String name,
        Outcome outcome,
        String by,
        String reason,
        Optional<String> apiVersion,
        Optional<String> kind,
        Optional<String> path) {
    /** Of a thing. */
    public enum Outcome {
        CAPTURED("captured"),
        EXCUSED("excused"),
        FAILED("failed");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException if there is none with this word */
        public static Outcome of(String word) {
            for (Outcome outcome : values()) {
                if (outcome.word.equals(word)) {
                    return outcome;
                }
            }
            throw new IllegalArgumentException("'" + word + "' is no outcome");
        }
    }

    public LedgerEntry {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
    }
}
