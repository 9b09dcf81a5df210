package cloud.mows.backup.core.extract;

import java.util.Locale;

/** What happens to a file that is in the target already and differs, or may differ, from the snapshot's. */
public enum Overwrite {
    /** Its content is compared and replaced if it is another. */
    ALWAYS,
    /** As ALWAYS, but a file of the same size and modification time is taken as the same. */
    IF_CHANGED,
    /** Replaced if the snapshot's was modified later. */
    IF_NEWER,
    /** It stays. */
    NEVER;

    /** As the command line has it: {@code if-changed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if it is none of the words */
    public static Overwrite parse(String word) {
        for (Overwrite overwrite : values()) {
            if (overwrite.word().equals(word)) {
                return overwrite;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is none of always, if-changed, if-newer, never");
    }
}
