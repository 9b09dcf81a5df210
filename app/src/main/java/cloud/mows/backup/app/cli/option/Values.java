package cloud.mows.backup.app.cli.option;

import java.math.BigDecimal;
import java.time.Duration;

/** Reads values of options; each throws {@link IllegalArgumentException} with what was expected. */
public final class Values {
    private Values() {}

    public static int count(String text) {
        try {
            int n = Integer.parseInt(text);
            if (n >= 0) {
                return n;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number", e);
        }
        throw new IllegalArgumentException("cannot be negative: " + text);
    }

    /** {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 250ms}: Go's, so restic's. */
    public static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.isEmpty()) {
            throw noDuration(text);
        }
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int number = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            int unit = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            if (unit == number || at == unit) {
                throw noDuration(text);
            }
            sum = sum.plus(part(text, text.substring(number, unit), text.substring(unit, at)));
        }
        return sum;
    }

    private static Duration part(String whole, String number, String unit) {
        long nanos = switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw noDuration(whole);
        };
        try {
            return Duration.ofNanos(
                    new BigDecimal(number).multiply(BigDecimal.valueOf(nanos)).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw noDuration(whole);
        }
    }

    private static IllegalArgumentException noDuration(String text) {
        return new IllegalArgumentException("'" + text + "' is no duration (examples: 90s, 5m, 1h30m)");
    }
}
