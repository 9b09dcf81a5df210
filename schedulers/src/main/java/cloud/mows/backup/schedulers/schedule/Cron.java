package cloud.mows.backup.schedulers.schedule;

import cloud.mows.backup.schedulers.schedule.CronField.Kind;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * A cron expression of five fields or one of the words. If both day fields are restricted, a day needs to match only one of
 * them; as in Kubernetes' CronJobs, a {@code *} with a step restricts.
 *
 * <p>Quartz evaluates it on a clock that never changes; what daylight saving does to that is decided here. Where every hour
 * matches, hours count: one that is skipped is no hour, and one that comes twice are two. Otherwise the time of day counts: a
 * time that is skipped is made up for at the end of the gap, one that comes twice is used the first time.
 */
public final class Cron {
    private static final Map<String, String> WORDS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *");
    private static final Kind[] FIELDS = {Kind.MINUTE, Kind.HOUR, Kind.DAY, Kind.MONTH, Kind.WEEKDAY};

    private final String text;
    private final List<CronField> fields;
    /** One, or two of which each has its own times. */
    private final List<CronExpression> expressions;

    private Cron(String text, List<CronField> fields, List<CronExpression> expressions) {
        this.text = text;
        this.fields = fields;
        this.expressions = expressions;
    }

    /** @throws IllegalArgumentException if it is none, or one that never comes; the message says why */
    public static Cron parse(String text) {
        String[] words = WORDS.getOrDefault(text, text).split(" ", -1);
        if (words.length != FIELDS.length) {
            throw new IllegalArgumentException("cron '" + text + "' does not have five fields");
        }
        List<CronField> fields = new ArrayList<>();
        try {
            for (int i = 0; i < FIELDS.length; i++) {
                fields.add(CronField.parse(FIELDS[i], words[i]));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cron '" + text + "': " + e.getMessage(), e);
        }
        if (!fields.get(2).open() && !exists(fields.get(2), fields.get(3))) {
            throw new IllegalArgumentException("cron '" + text + "' never comes: none of its months has such a day");
        }
        return new Cron(text, fields, quartz(fields));
    }

    private static boolean exists(CronField days, CronField months) {
        return months.values().stream()
                .anyMatch(month -> days.values().getFirst() <= Month.of(month).maxLength());
    }

    private static List<CronExpression> quartz(List<CronField> fields) {
        String time = "0 " + fields.get(0).quartz(0) + " " + fields.get(1).quartz(0) + " ";
        String day = fields.get(2).quartz(0);
        String month = " " + fields.get(3).quartz(0) + " ";
        // Quartz counts from Sunday = 1, and wants ? in one of the two day fields.
        String weekday = fields.get(4).quartz(1);
        if (fields.get(4).open()) {
            return List.of(expression(time + day + month + "?"));
        }
        CronExpression byWeekday = expression(time + "?" + month + weekday);
        return fields.get(2).open() ? List.of(byWeekday) : List.of(expression(time + day + month + "?"), byWeekday);
    }

    private static CronExpression expression(String quartz) {
        try {
            CronExpression expression = new CronExpression(quartz);
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
            return expression;
        } catch (ParseException e) {
            throw new IllegalStateException("Quartz does not take '" + quartz + "', which we made", e);
        }
    }

    /** The next time after {@code after}; empty if there is none within a hundred years. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        return fields.get(1).open() ? nextByHours(after, zone) : nextByTimeOfDay(after, zone);
    }

    private Optional<Instant> nextByHours(Instant after, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant from = after;
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<Instant> next =
                    nextLocal(LocalDateTime.ofInstant(from, offset)).map(local -> local.toInstant(offset));
            @Nullable ZoneOffsetTransition change = rules.nextTransition(from);
            if (next.isEmpty() || change == null || next.get().isBefore(change.getInstant())) {
                return next;
            }
            // From the clock's change on, itself included, by its new reading.
            Instant moment = change.getInstant();
            LocalDateTime before =
                    LocalDateTime.ofInstant(moment, change.getOffsetAfter()).minusNanos(1);
            Optional<Instant> first = nextLocal(before).map(local -> local.toInstant(change.getOffsetAfter()));
            if (first.isEmpty() || first.get().equals(moment)) {
                return first;
            }
            from = moment;
        }
    }

    private Optional<Instant> nextByTimeOfDay(Instant after, ZoneId zone) {
        LocalDateTime from = LocalDateTime.ofInstant(after, zone);
        while (true) {
            Optional<LocalDateTime> local = nextLocal(from);
            if (local.isEmpty()) {
                return Optional.empty();
            }
            Instant next = instant(local.get(), zone.getRules());
            if (next.isAfter(after)) {
                return Optional.of(next);
            }
            from = local.get();
        }
    }

    private static Instant instant(LocalDateTime local, ZoneRules rules) {
        @Nullable ZoneOffsetTransition change = rules.getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.toInstant(rules.getValidOffsets(local).getFirst());
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        Date from = Date.from(after.toInstant(ZoneOffset.UTC));
        return expressions.stream()
                .flatMap(expression -> Stream.ofNullable(expression.getNextValidTimeAfter(from)))
                .min(Comparator.naturalOrder())
                .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
    }

    /** Whether each week is like any other. */
    boolean isWeekly() {
        return fields.get(2).open() && fields.get(3).open();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cron cron && fields.equals(cron.fields) && text.equals(cron.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
