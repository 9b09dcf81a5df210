package cloud.mows.backup.schedulers.schedule;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One field of a cron expression: numbers, ranges, {@code *} and steps, in a list.
 *
 * @param values in ascending order, at least one
 * @param open whether {@code *} without a step is in the list, so that the field says nothing
 */
record CronField(List<Integer> values, boolean open) {
    CronField {
        values = List.copyOf(values);
    }

    /** What a field counts. */
    enum Kind {
        MINUTE("minute", 0, 59, List.of()),
        HOUR("hour", 0, 23, List.of()),
        DAY("day of month", 1, 31, List.of()),
        MONTH(
                "month",
                1,
                12,
                List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
        /** 0 and 7 are both Sunday. */
        WEEKDAY("day of week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

        private final String words;
        private final int min;
        private final int max;
        private final List<String> names;

        Kind(String words, int min, int max, List<String> names) {
            this.words = words;
            this.min = min;
            this.max = max;
            this.names = names;
        }
    }

    /** @throws IllegalArgumentException if {@code text} is no such field; the message says why */
    static CronField parse(Kind kind, String text) {
        TreeSet<Integer> values = new TreeSet<>();
        boolean open = false;
        for (String element : text.split(",", -1)) {
            open |= element(kind, element, values);
        }
        if (kind == Kind.WEEKDAY && values.remove(7)) {
            values.add(0);
        }
        return new CronField(List.copyOf(values), open);
    }

    /** Adds the values; tells whether it is {@code *} and no more. */
    private static boolean element(Kind kind, String element, TreeSet<Integer> to) {
        int slash = element.indexOf('/');
        String range = slash < 0 ? element : element.substring(0, slash);
        int step = slash < 0 ? 1 : step(kind, element.substring(slash + 1));
        Range numbers = range(kind, range, slash >= 0);
        for (int value = numbers.first; value <= numbers.last; value += step) {
            to.add(value);
        }
        return range.equals("*") && step == 1;
    }

    private record Range(int first, int last) {}

    private static Range range(Kind kind, String text, boolean stepped) {
        int end = kind == Kind.WEEKDAY ? 6 : kind.max;
        if (text.equals("*")) {
            return new Range(kind.min, end);
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            int value = value(kind, text);
            return new Range(value, stepped ? Math.max(end, value) : value);
        }
        int first = value(kind, text.substring(0, dash));
        int last = value(kind, text.substring(dash + 1));
        if (kind == Kind.WEEKDAY && last == 0 && first > 0) {
            last = 7;
        }
        if (first > last) {
            throw new IllegalArgumentException(kind.words + " " + text + " runs backwards");
        }
        return new Range(first, last);
    }

    private static int step(Kind kind, String text) {
        int step = number(kind, text);
        int most = (kind == Kind.WEEKDAY ? 6 : kind.max) - kind.min;
        if (step < 1 || step > most) {
            throw new IllegalArgumentException(kind.words + " has steps from 1 to " + most + ", not " + step);
        }
        return step;
    }

    private static int value(Kind kind, String text) {
        int name = kind.names.indexOf(text.toLowerCase(Locale.ROOT));
        int value = name >= 0 ? name + (kind == Kind.MONTH ? 1 : 0) : number(kind, text);
        if (value < kind.min || value > kind.max) {
            throw new IllegalArgumentException(
                    kind.words + " goes from " + kind.min + " to " + kind.max + ", and " + value + " is not in it");
        }
        return value;
    }

    private static int number(Kind kind, String text) {
        if (!text.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException(kind.words + " cannot be '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** For Quartz, each value plus {@code offset}. */
    String quartz(int offset) {
        return values.stream().map(value -> Integer.toString(value + offset)).collect(Collectors.joining(","));
    }
}
