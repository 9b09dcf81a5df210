package cloud.mows.backup.app.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** How numbers and times are written for people: as restic writes them, so that eyes and scripts carry over. */
public final class Formats {
    private static final String UNITS = "KMGTPE";

    private Formats() {}

    /** {@code 0 B}, {@code 1.500 KiB}, {@code 12.000 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return decimals(bytes / (double) (1L << (10 * unit)), 3) + " " + UNITS.charAt(unit - 1) + "iB";
    }

    /** {@code 12.3 MiB/s}; empty while there is nothing to tell. */
    public static String rate(double bytesPerSecond) {
        if (!(bytesPerSecond >= 1)) {
            return "";
        }
        double value = bytesPerSecond;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length()) {
            value /= 1024;
            unit++;
        }
        return decimals(value, 1) + (unit == 0 ? " B/s" : " " + UNITS.charAt(unit - 1) + "iB/s");
    }

    /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        String tail = two(seconds / 60 % 60) + ":" + two(seconds % 60);
        return seconds >= 3600 ? seconds / 3600 + ":" + tail : tail.startsWith("0") ? tail.substring(1) : tail;
    }

    /** {@code 0.42 s}. */
    public static String seconds(Duration duration) {
        return decimals(duration.toNanos() / 1e9, 2) + " s";
    }

    /** {@code 42.12%}. */
    public static String percent(long part, long whole) {
        double percent = whole <= 0 ? 0 : Math.min(100.0, 100.0 * part / whole);
        return decimals(percent, 2) + "%";
    }

    /** {@code 2026-11-22 07:18:04}. */
    public static String time(Instant time, LocalZone zone) {
        OffsetDateTime t = time.atOffset(zone.offsetAt(time));
        return four(t.getYear()) + "-" + two(t.getMonthValue()) + "-" + two(t.getDayOfMonth()) + " " + two(t.getHour())
                + ":" + two(t.getMinute()) + ":" + two(t.getSecond());
    }

    /** {@code 1 snapshot}, {@code 2 snapshots}. */
    public static String count(long count, String singular) {
        return count + " " + singular + (count == 1 ? "" : "s");
    }

    /** With blanks after it up to a width. */
    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** With blanks before it up to a width. */
    public static String right(long number, int width) {
        String digits = Long.toString(number);
        return " ".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** Without {@code String.format}, whose first use takes longer than most commands. */
    public static String decimals(double value, int digits) {
        long scale = 1;
        for (int i = 0; i < digits; i++) {
            scale *= 10;
        }
        long scaled = Math.round(value * scale);
        String fraction = Long.toString(scaled % scale + scale).substring(1);
        return scaled / scale + "." + fraction;
    }

    private static String two(long n) {
        return n < 10 ? "0" + n : Long.toString(n);
    }

    private static String four(int year) {
        String digits = Integer.toString(Math.abs(year));
        return (year < 0 ? "-" : "") + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
