package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.dashboards.problem.ApiException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;

/**
 * Where something stands in a list that is newest first, for whoever wants what comes after it. It stays right when things come and go
 * meanwhile.
 *
 * @param name tells those apart that have one moment
 */
public record Cursor(Instant time, String name) {
    private static final Comparator<Cursor> ORDER =
            Comparator.comparing(Cursor::time).thenComparing(Cursor::name).reversed();

    /** @throws ApiException if it is not one that was given out */
    static Cursor parse(String text) {
        int space = text.indexOf(' ');
        try {
            return new Cursor(Instant.parse(text.substring(0, Math.max(space, 0))), text.substring(space + 1));
        } catch (DateTimeParseException e) {
            throw ApiException.unusable(
                    "'" + text + "' is not where a page ended", "send the 'next' of the page before, or nothing");
        }
    }

    boolean isAfter(Cursor other) {
        return ORDER.compare(this, other) > 0;
    }

    /** Newest first. */
    static Comparator<Cursor> order() {
        return ORDER;
    }

    /** As it is given out. */
    String text() {
        return time + " " + name;
    }
}
