package cloud.mows.backup.core.retain;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/**
 * A length of time by the calendar, as {@code 2y5m7d3h}: years, months, days and hours.
 */
public record KeepDuration(int years, int months, int days, int hours) {
    /** Keeps nothing. */
    public static final KeepDuration ZERO = new KeepDuration(0, 0, 0, 0);

    private static final int DIGITS_MAX = 6;

    public KeepDuration {
        if (years < 0 || months < 0 || days < 0 || hours < 0) {
            throw new IllegalArgumentException("a duration cannot be negative");
        }
    }

    /**
     * Reads numbers, each with one of the units {@code y m d h}; nothing at all is {@link #ZERO}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static KeepDuration parse(String text) {
        String t = text.strip();
        int[] values = new int[4];
        int at = 0;
        while (at < t.length()) {
            int from = at;
            while (at < t.length() && t.charAt(at) >= '0' && t.charAt(at) <= '9') {
                at++;
            }
            int unit = at < t.length() ? "ymdh".indexOf(t.charAt(at)) : -1;
            if (at == from || at - from > DIGITS_MAX || unit < 0) {
                throw new IllegalArgumentException("not a duration: '" + text + "' (example: 2y5m7d3h)");
            }
            values[unit] = Integer.parseInt(t, from, at, 10);
            at++;
        }
        return new KeepDuration(values[0], values[1], values[2], values[3]);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    /** {@code time} minus this; a day that a month does not have counts on into the next, as in Go. */
    OffsetDateTime before(OffsetDateTime time) {
        LocalDate date = LocalDate.of(time.getYear(), time.getMonth(), 1)
                .minusYears(years)
                .minusMonths(months)
                .plusDays(time.getDayOfMonth() - 1L)
                .minusDays(days);
        return OffsetDateTime.of(LocalDateTime.of(date, time.toLocalTime()), time.getOffset())
                .minusHours(hours);
    }

    /** As it is read; empty if zero. */
    @Override
    public String toString() {
        return part(years, 'y') + part(months, 'm') + part(days, 'd') + part(hours, 'h');
    }

    private static String part(int value, char unit) {
        return value == 0 ? "" : "" + value + unit;
    }
}
