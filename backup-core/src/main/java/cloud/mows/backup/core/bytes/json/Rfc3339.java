package cloud.mows.backup.core.bytes.json;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time as RFC 3339 with up to nine digits after the second, trailing zeros cut: {@code 2026-11-22T07:00:25.5Z},
 * {@code 2026-11-22T08:00:25.5+01:00}. Years outside of 0000 to 9999 do not fit and are written as the nearest that does.
 *
 * <p>By hand, because the formatters of the library cost more in a cold virtual machine than a whole unchanged backup.
 */
public final class Rfc3339 {
    /** The zero of Go's time, which stands for "not set": 0001-01-01T00:00:00Z. */
    public static final Instant UNSET = Instant.ofEpochSecond(-62_135_596_800L);

    /** Longest text: nine digits and a zone. */
    static final int LENGTH_MAX = 35;

    private static final long SECOND_MIN = -62_167_219_200L;
    private static final long SECOND_MAX = 253_402_300_799L;
    private static final int DAYS_TO_1970 = 719_468;

    private Rfc3339() {}

    /** Whether it is written in UTC as it is, and not as the nearest that fits. */
    public static boolean holds(Instant time) {
        return time.getEpochSecond() >= SECOND_MIN && time.getEpochSecond() <= SECOND_MAX;
    }

    /** Writes {@code time} as seen at {@code offsetSeconds} from UTC; returns the position after it. */
    static int write(Instant time, int offsetSeconds, byte[] out, int at) {
        long second = Math.clamp(time.getEpochSecond() + offsetSeconds, SECOND_MIN, SECOND_MAX);
        long days = Math.floorDiv(second, 86_400);
        int ofDay = Math.floorMod(second, 86_400);
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March.
        long shifted = days + DAYS_TO_1970;
        long era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
        two(year / 100, out, at);
        two(year % 100, out, at + 2);
        out[at + 4] = '-';
        two(month, out, at + 5);
        out[at + 7] = '-';
        two(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, out, at + 8);
        out[at + 10] = 'T';
        int end = clock(ofDay, out, at + 11);
        end = fraction(time.getNano(), out, end);
        return zone(offsetSeconds, out, end);
    }

    private static int clock(int ofDay, byte[] out, int at) {
        two(ofDay / 3600, out, at);
        out[at + 2] = ':';
        two(ofDay / 60 % 60, out, at + 3);
        out[at + 5] = ':';
        two(ofDay % 60, out, at + 6);
        return at + 8;
    }

    private static int fraction(int nanos, byte[] out, int at) {
        if (nanos == 0) {
            return at;
        }
        out[at] = '.';
        int rest = nanos;
        for (int i = 9; i > 0; i--) {
            out[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        int end = at + 10;
        while (out[end - 1] == '0') {
            end--;
        }
        return end;
    }

    private static int zone(int offsetSeconds, byte[] out, int at) {
        if (offsetSeconds == 0) {
            out[at] = 'Z';
            return at + 1;
        }
        int minutes = Math.abs(offsetSeconds) / 60;
        out[at] = (byte) (offsetSeconds < 0 ? '-' : '+');
        two(minutes / 60, out, at + 1);
        out[at + 3] = ':';
        two(minutes % 60, out, at + 4);
        return at + 6;
    }

    private static void two(int value, byte[] out, int at) {
        out[at] = (byte) ('0' + value / 10);
        out[at + 1] = (byte) ('0' + value % 10);
    }

    /** The time that {@code length} bytes at {@code from} tell, or null if they are not one. */
    static @Nullable Instant parse(byte[] b, int from, int length) {
        if (length < 20
                || b[from + 4] != '-'
                || b[from + 7] != '-'
                || b[from + 10] != 'T'
                || b[from + 13] != ':'
                || b[from + 16] != ':') {
            return null;
        }
        int year = digits(b, from) * 100 + digits(b, from + 2);
        int month = digits(b, from + 5);
        int day = digits(b, from + 8);
        int hour = digits(b, from + 11);
        int minute = digits(b, from + 14);
        int second = digits(b, from + 17);
        int bad = year | month | day | hour | minute | second;
        if (bad < 0 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        if (day < 1 || day > daysIn(month, year)) {
            return null;
        }
        int at = from + 19;
        int end = from + length;
        int nanos = 0;
        if (b[at] == '.') {
            at++;
            int unit = 100_000_000;
            int first = at;
            for (; at < end && b[at] >= '0' && b[at] <= '9'; at++) {
                nanos += (b[at] - '0') * unit;
                unit /= 10;
            }
            if (at == first) {
                return null;
            }
        }
        int offset = offsetSeconds(b, at, end);
        if (offset == Integer.MIN_VALUE) {
            return null;
        }
        long days = daysSince1970(year, month, day);
        return Instant.ofEpochSecond(days * 86_400 + hour * 3600 + minute * 60 + second - offset, nanos);
    }

    /** The offset at the end of a text that {@link #parse} read; UTC where it is more than 18 hours, as no clock's is. */
    static ZoneOffset offset(byte[] b, int from, int length) {
        int at = from + length - (b[from + length - 1] == 'Z' ? 1 : 6);
        int seconds = offsetSeconds(b, at, from + length);
        return Math.abs(seconds) <= 18 * 3600 ? ZoneOffset.ofTotalSeconds(seconds) : ZoneOffset.UTC;
    }

    private static int offsetSeconds(byte[] b, int at, int end) {
        if (end - at == 1 && b[at] == 'Z') {
            return 0;
        }
        if (end - at != 6 || (b[at] != '+' && b[at] != '-') || b[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = digits(b, at + 1);
        int minutes = digits(b, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return b[at] == '-' ? -seconds : seconds;
    }

    private static int digits(byte[] b, int at) {
        int high = b[at] - '0';
        int low = b[at + 1] - '0';
        // Not a digit makes the result negative enough that no combination with others hides it.
        return high < 0 || high > 9 || low < 0 || low > 9 ? Integer.MIN_VALUE / 128 : high * 10 + low;
    }

    private static int daysIn(int month, int year) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static long daysSince1970(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - DAYS_TO_1970;
    }
}
