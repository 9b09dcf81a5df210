package cloud.mows.backup.schedulers.coverage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How something is covered; words are clauses for people. */
public sealed interface Covered {
    /**
     * A backup holds it, in all its repositories and not too old.
     *
     * @param moment that the backup shows
     */
    record Protected(Instant moment) implements Covered {}

    /** There is something to restore, but not all, or it is doubtful, or too old. */
    record Partly(String why) implements Covered {}

    /** It is not backed up, and a BackupPolicy asks for it that no grant covers. */
    record Requested(String policy, String missing) implements Covered {}

    /** Somebody wants it left out. */
    record Excluded(String by, String reason) implements Covered {}

    /** There is nothing to restore. */
    record Not(String why) implements Covered {}

    /** Why it is so, in words. */
    default String words() {
        return switch (this) {
            case Protected(Instant moment) -> "as of " + moment.truncatedTo(ChronoUnit.SECONDS);
            case Partly(String why) -> why;
            case Requested(String policy, String missing) -> policy + " asks for it: " + missing;
            case Excluded(String by, String reason) -> "left out by " + by + ": " + reason;
            case Not(String why) -> why;
        };
    }

    /** For metrics and columns. */
    default Kind kind() {
        return switch (this) {
            case Protected _ -> Kind.PROTECTED;
            case Partly _ -> Kind.PARTLY;
            case Requested _ -> Kind.REQUESTED;
            case Excluded _ -> Kind.EXCLUDED;
            case Not _ -> Kind.NOT;
        };
    }

    /** The five. */
    enum Kind {
        PROTECTED,
        PARTLY,
        REQUESTED,
        EXCLUDED,
        NOT;

        /** For people and metrics: {@code protected}, {@code partly}, … */
        public String word() {
            return this == NOT ? "not protected" : name().toLowerCase(Locale.ROOT);
        }

        /** Whether nobody has to do anything. */
        public boolean isFine() {
            return this == PROTECTED || this == EXCLUDED;
        }
    }
}
