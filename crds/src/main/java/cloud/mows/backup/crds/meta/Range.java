package cloud.mows.backup.crds.meta;

import org.jspecify.annotations.Nullable;

/** The bounds of a number, which the API server takes from the annotations. */
public final class Range {
    private Range() {}

    /**
     * Does nothing if {@code value} is absent.
     *
     * @throws IllegalArgumentException if it is out of bounds
     */
    public static void check(String field, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            throw new IllegalArgumentException(field + " is from " + min + " to " + max + ", not " + value);
        }
    }
}
