package cloud.mows.backup.schedulers.schedule;

import cloud.mows.backup.schedulers.schedule.Timetable.Opening;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How often a timetable starts runs, in standard time all year: a day that daylight saving makes an hour shorter is a day. Looked
 * at are two weeks if they are all alike, else four years, but no more than {@value #STARTS_MAX} starts.
 *
 * @param shortest time between two starts
 * @param perUnit mean time between two units of the calendar in which there is a start
 */
public record Cadence(Duration shortest, Map<Unit, Duration> perUnit) {
    static final int STARTS_MAX = 10_000;
    private static final Duration ALIKE = Duration.ofDays(14);
    /** With one day more it has as many months and years wherever it begins. */
    private static final Duration FOUR_YEARS = Duration.ofDays(1461);

    public Cadence {
        perUnit = Map.copyOf(perUnit);
    }

    /** What retention counts. */
    public enum Unit {
        START(time -> time),
        HOUR(time -> time.truncatedTo(ChronoUnit.HOURS)),
        DAY(LocalDateTime::toLocalDate),
        WEEK(time -> time.get(IsoFields.WEEK_BASED_YEAR) * 100 + time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
        MONTH(time -> time.getYear() * 100 + time.getMonthValue()),
        YEAR(LocalDateTime::getYear);

        private final Function<LocalDateTime, Object> of;

        Unit(Function<LocalDateTime, Object> of) {
            this.of = of;
        }
    }

    public Duration mean(Unit unit) {
        return Objects.requireNonNull(perUnit.get(unit));
    }

    /** Of the time from {@code from} on. */
    public static Cadence of(Timetable timetable, Instant from) {
        return new Observer(timetable.inStandardTime(from), from).observe();
    }

    /** Goes through the starts once. */
    private static final class Observer {
        private final Timetable timetable;
        private final Instant from;
        private final Instant end;
        private final Map<Unit, Object> latest = new EnumMap<>(Unit.class);
        private final Map<Unit, Integer> counts = new EnumMap<>(Unit.class);
        private Duration shortest = ChronoUnit.FOREVER.getDuration();

        Observer(Timetable timetable, Instant from) {
            this.timetable = timetable;
            this.from = from;
            end = from.plus(timetable.cron().isWeekly() ? ALIKE : FOUR_YEARS);
        }

        Cadence observe() {
            Instant before = from;
            Optional<Opening> opening = timetable.first(from);
            int starts = 0;
            // The first one after the end still tells how far it is from the last before it.
            while (opening.isPresent() && !before.isAfter(end) && starts < STARTS_MAX) {
                Instant at = opening.get().start();
                if (starts > 0) {
                    shortest = min(shortest, Duration.between(before, at));
                }
                if (!at.isAfter(end)) {
                    count(LocalDateTime.ofInstant(at, timetable.zone()));
                }
                starts++;
                before = at;
                opening = timetable.following(opening.get());
            }
            Duration looked = Duration.between(from, starts < STARTS_MAX ? end : before);
            Map<Unit, Duration> perUnit = new EnumMap<>(Unit.class);
            for (Unit unit : Unit.values()) {
                perUnit.put(unit, looked.dividedBy(counts.getOrDefault(unit, 1)));
            }
            return new Cadence(shortest, perUnit);
        }

        private void count(LocalDateTime start) {
            for (Unit unit : Unit.values()) {
                Object key = unit.of.apply(start);
                if (!key.equals(latest.put(unit, key))) {
                    counts.merge(unit, 1, Integer::sum);
                }
            }
        }

        private static Duration min(Duration a, Duration b) {
            return a.compareTo(b) <= 0 ? a : b;
        }
    }
}
