package cloud.mows.backup.schedulers.request;

import cloud.mows.backup.schedulers.schedule.AllowedHours;
import cloud.mows.backup.schedulers.schedule.Timetable;
import cloud.mows.backup.schedulers.schedule.Window;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** When backups start, in words. */
final class ScheduleWords {
    private static final int DAYS = 7;

    private ScheduleWords() {}

    static String of(Timetable timetable) {
        StringBuilder words = new StringBuilder(timetable.toString());
        if (timetable.jitterSeconds() > 0) {
            words.append(", up to ")
                    .append(Statements.words(Duration.ofSeconds(timetable.jitterSeconds())))
                    .append(" later");
        }
        for (AllowedHours hours : timetable.hours()) {
            String zone = hours.zone().equals(timetable.zone()) ? "" : " " + hours.zone();
            append(words, ", only ", hours.windows(), zone);
            append(words, ", never ", hours.quiet(), zone);
        }
        return words.toString();
    }

    /** When something may begin that needs no schedule; empty if at any time. */
    static String only(AllowedHours hours) {
        StringBuilder words = new StringBuilder();
        append(words, ", only ", hours.windows(), "");
        return words.toString();
    }

    private static void append(StringBuilder to, String word, List<Window> windows, String zone) {
        if (!windows.isEmpty()) {
            to.append(word)
                    .append(windows.stream().map(ScheduleWords::window).collect(Collectors.joining(" or ")))
                    .append(zone);
        }
    }

    private static String window(Window window) {
        String days = window.days().size() == DAYS
                ? ""
                : window.days().stream()
                                .sorted()
                                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                                .collect(Collectors.joining(", "))
                        + " ";
        return days + window.from() + " to " + window.to();
    }
}
