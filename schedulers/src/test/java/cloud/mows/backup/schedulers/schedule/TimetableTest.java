package cloud.mows.backup.schedulers.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.crds.schedule.TimeWindow;
import cloud.mows.backup.crds.schedule.Weekday;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TimetableTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Schedule ANY_TIME = new Schedule("0 2 * * *", "Etc/UTC", 0, List.of(), List.of());
    private static final Instant NOW = at("2026-11-26T12:00");
    /** Half of everything. */
    private static final long HALF = 1L << 63;

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static TimeWindow window(String from, String to, Weekday... days) {
        return new TimeWindow(List.of(days), from, to);
    }

    private static Schedule berlin(String cron, int jitter, List<TimeWindow> windows, List<TimeWindow> quiet) {
        return new Schedule(cron, "Europe/Berlin", jitter, windows, quiet);
    }

    private static Timetable timetable(Schedule own, Schedule cluster) {
        return switch (ScheduleParser.read(own, cluster, "photos", NOW)) {
            case ScheduleParser.Usable(Timetable timetable) -> timetable;
            case ScheduleParser.Unusable(String why) -> throw new AssertionError(why);
        };
    }

    private static Timetable half(Schedule own, Schedule cluster) {
        Timetable t = timetable(own, cluster);
        return new Timetable(t.cron(), t.zone(), t.jitterSeconds(), HALF, t.hours());
    }

    private static String why(Schedule own, Schedule cluster) {
        return switch (ScheduleParser.read(own, cluster, "photos", NOW)) {
            case ScheduleParser.Usable(Timetable timetable) -> throw new AssertionError(timetable.toString());
            case ScheduleParser.Unusable(String why) -> why;
        };
    }

    private static List<String> starts(Timetable timetable, String after, int count) {
        List<String> starts = new ArrayList<>();
        Instant from = at(after);
        for (int i = 0; i < count; i++) {
            from = timetable.next(from).orElseThrow();
            starts.add(LocalDateTime.ofInstant(from, BERLIN).toString().substring(5));
        }
        return starts;
    }

    @Test
    void everyAppKeepsItsOwnDelayAndTheyAreSpread() {
        Schedule nightly = berlin("0 2 * * *", 7200, List.of(), List.of());
        List<Long> delays = IntStream.range(0, 400)
                .mapToObj(i -> switch (ScheduleParser.read(nightly, ANY_TIME, "app-" + i, NOW)) {
                    case ScheduleParser.Usable(Timetable t) -> {
                        long tonight = t.next(NOW).orElseThrow().getEpochSecond();
                        assertThat(t.next(Instant.ofEpochSecond(tonight)).orElseThrow())
                                .isEqualTo(Instant.ofEpochSecond(tonight + 86_400));
                        yield tonight - at("2026-11-27T02:00").getEpochSecond();
                    }
                    case ScheduleParser.Unusable(String why) -> throw new AssertionError(why);
                })
                .toList();
        assertThat(delays).allMatch(delay -> delay >= 0 && delay <= 7200);
        for (int quarter = 0; quarter < 4; quarter++) {
            long from = quarter * 1800L;
            assertThat(delays.stream().filter(delay -> delay >= from && delay < from + 1800))
                    .as("in quarter %d", quarter)
                    .hasSizeBetween(60, 140);
        }
    }

    /** Another number here would move every app's backups in every cluster. */
    @Test
    void theDelayIsTheSameInEveryVersion() {
        assertThat(Long.toUnsignedString(Spread.of("photos"), 16)).isEqualTo("84a6dae49cf04812");
    }

    @Test
    void aTimeOutsideOfTheWindowsWaitsForTheNext() {
        Timetable t = timetable(berlin("0 12 * * *", 0, List.of(window("22:00", "06:00")), List.of()), ANY_TIME);
        assertThat(starts(t, "2026-11-26T10:00", 2)).containsExactly("11-26T22:00", "11-27T22:00");
        Timetable weekend = timetable(
                berlin("0 3 * * *", 0, List.of(window("23:00", "05:00", Weekday.SATURDAY)), List.of()), ANY_TIME);
        // Sunday at three is still in Saturday's window.
        assertThat(starts(weekend, "2026-11-26T10:00", 3)).containsExactly("11-28T23:00", "11-29T03:00", "12-05T23:00");
    }

    @Test
    void timesThatWaitForOneWindowAreOneStart() {
        Timetable t = timetable(berlin("0 * * * *", 0, List.of(window("22:00", "00:30")), List.of()), ANY_TIME);
        assertThat(starts(t, "2026-11-26T10:00", 5))
                .containsExactly("11-26T22:00", "11-26T23:00", "11-27T00:00", "11-27T22:00", "11-27T23:00");
    }

    @Test
    void startsWhenQuietHoursHaveEnded() {
        Timetable t = timetable(berlin("0 20 * * *", 0, List.of(), List.of(window("19:30", "21:15"))), ANY_TIME);
        assertThat(starts(t, "2026-11-26T10:00", 2)).containsExactly("11-26T21:15", "11-27T21:15");
    }

    @Test
    void theClustersHoursHoldAsWellInTheirOwnTimeZone() {
        Schedule cluster = new Schedule(
                "0 2 * * *", "Etc/UTC", null, List.of(window("01:00", "05:00")), List.of(window("02:00", "03:00")));
        Timetable t = timetable(berlin("0 0 * * *", 0, List.of(window("03:30", "08:00")), List.of()), cluster);
        // 01:00 to 02:00 and 03:00 to 05:00 UTC are 02:00 to 03:00 and 04:00 to 06:00 in Berlin.
        assertThat(starts(t, "2026-11-26T10:00", 2)).containsExactly("11-27T04:00", "11-28T04:00");
    }

    @Test
    void timeZoneAndJitterAreTheClustersIfItSaysNothing() {
        Schedule cluster = new Schedule("0 2 * * *", "Europe/Berlin", 600, List.of(), List.of());
        Timetable t = timetable(Schedule.cron("0 5 * * *"), cluster);
        assertThat(t.zone()).isEqualTo(BERLIN);
        assertThat(t.jitterSeconds()).isEqualTo(600);
        assertThat(t).hasToString("0 5 * * * Europe/Berlin");
        Timetable plain = timetable(Schedule.cron("0 5 * * *"), Schedule.cron("0 2 * * *"));
        assertThat(plain).hasToString("0 5 * * * Etc/UTC");
        assertThat(plain.jitterSeconds()).isZero();
    }

    @Test
    void theDelayEndsBeforeTheWindowDoes() {
        Timetable t = half(berlin("0,20,40 23 * * *", 3600, List.of(window("22:00", "00:00")), List.of()), ANY_TIME);
        // Half of the hour that is left, of 40 minutes, of 20 minutes.
        assertThat(starts(t, "2026-11-26T10:00", 4))
                .containsExactly("11-26T23:30", "11-26T23:40", "11-26T23:50", "11-27T23:30");
        Timetable waited = half(berlin("0 12 * * *", 3600, List.of(window("22:00", "06:00")), List.of()), ANY_TIME);
        assertThat(starts(waited, "2026-11-26T10:00", 1)).containsExactly("11-26T22:30");
    }

    @Test
    void aMissedRunIsMadeUpForOnce() {
        Timetable t = timetable(berlin("0 * * * *", 0, List.of(), List.of()), ANY_TIME);
        Instant back = at("2026-11-26T12:34:56");
        assertThat(t.due(Optional.of(at("2026-11-26T09:00")), back)).contains(back);
        assertThat(t.due(Optional.of(back), back)).contains(at("2026-11-26T13:00"));
        assertThat(t.due(Optional.of(at("2026-11-26T12:00")), back)).contains(at("2026-11-26T13:00"));
        assertThat(t.due(Optional.empty(), back)).contains(at("2026-11-26T13:00"));
        assertThat(t.due(Optional.of(at("2031-01-01T00:00")), back))
                .as("a clock that was wrong does not stop backups for years")
                .contains(at("2026-11-26T13:00"));
    }

    /** Quartz fires up to two milliseconds early. */
    @Test
    void aRunThatStartedTooEarlyIsNotStartedAgain() {
        Timetable t = timetable(berlin("0 12 * * *", 0, List.of(), List.of()), ANY_TIME);
        assertThat(t.due(Optional.of(at("2026-11-26T12:00")), at("2026-11-26T11:59:59.998")))
                .contains(at("2026-11-27T12:00"));
    }

    @Test
    void aMissedRunWaitsForTheWindowToo() {
        Timetable t = half(berlin("0 2 * * *", 3600, List.of(window("01:00", "05:00")), List.of()), ANY_TIME);
        Optional<Instant> last = Optional.of(at("2026-11-20T02:30"));
        assertThat(t.due(last, at("2026-11-26T12:00"))).contains(at("2026-11-27T01:30"));
        assertThat(t.due(last, at("2026-11-26T04:00"))).contains(at("2026-11-26T04:00"));
    }

    @Test
    void windowsWhenClocksAreChanged() {
        // The hour from two to three comes twice on 25 October, and the window with it.
        Timetable twice = timetable(berlin("*/20 * * * *", 0, List.of(window("02:30", "02:50")), List.of()), ANY_TIME);
        assertThat(twice.next(Instant.parse("2026-10-25T00:00:00Z"))).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(twice.next(Instant.parse("2026-10-25T00:40:00Z"))).contains(Instant.parse("2026-10-25T01:30:00Z"));
        // And not at all on 29 March: what waits for it waits for the next day.
        Timetable never = timetable(berlin("0 2 * * *", 0, List.of(window("02:10", "02:50")), List.of()), ANY_TIME);
        assertThat(never.next(Instant.parse("2026-03-28T12:00:00Z"))).contains(Instant.parse("2026-03-30T00:10:00Z"));
    }

    @Test
    void sayWhatIsWrong() {
        assertThat(why(Schedule.cron("61 * * * *"), ANY_TIME))
                .isEqualTo("cron '61 * * * *': minute goes from 0 to 59, and 61 is not in it");
        assertThat(why(new Schedule("@daily", "Europe/Berln", null, null, null), ANY_TIME))
                .isEqualTo("there is no time zone 'Europe/Berln'");
        assertThat(why(new Schedule("@daily", "UTC+3", null, null, null), ANY_TIME))
                .isEqualTo("there is no time zone 'UTC+3'");
        assertThat(why(
                        berlin("@daily", 0, List.of(window("09:00", "17:00")), List.of()),
                        berlin("@daily", 0, List.of(window("22:00", "06:00")), List.of())))
                .isEqualTo("no moment of the next year is within all windows and outside of all quiet hours");
        assertThat(why(
                        berlin("@daily", 0, List.of(), List.of(window("00:00", "12:00"), window("12:00", "00:00"))),
                        ANY_TIME))
                .startsWith("no moment of the next year");
    }

    @Test
    void theNewestStartAlsoOfTimesThatAreRare() {
        Timetable leap = timetable(berlin("0 0 29 2 *", 0, List.of(), List.of()), ANY_TIME);
        assertThat(leap.latest(at("2020-01-01T00:00"), NOW)).contains(at("2024-02-29T00:00"));
        assertThat(leap.latest(at("2024-02-29T00:00"), NOW)).isEmpty();
        Timetable hourly = timetable(berlin("0 * * * *", 0, List.of(), List.of()), ANY_TIME);
        assertThat(hourly.latest(at("2020-01-01T00:00"), NOW)).contains(NOW);
        assertThat(hourly.latest(NOW.minusSeconds(3600), NOW.minusNanos(1))).isEmpty();
    }
}
