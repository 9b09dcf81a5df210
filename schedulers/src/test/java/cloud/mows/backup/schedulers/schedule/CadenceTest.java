package cloud.mows.backup.schedulers.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.crds.schedule.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CadenceTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static Timetable timetable(Schedule schedule) {
        return switch (ScheduleParser.read(schedule, Schedule.cron("@daily"), "photos", NOW)) {
            case ScheduleParser.Usable(Timetable timetable) -> timetable;
            case ScheduleParser.Unusable(String why) -> throw new AssertionError(why);
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 * * *         | PT24H | PT24H",
                "*/5 * * * *       | PT5M  | PT5M",
                "0 0,1 * * *       | PT1H  | PT12H",
                "0 23,0 * * *      | PT1H  | PT12H",
                "0 22 * * 1,4      | PT72H | PT84H",
                // Twice within a day, though only when the first is a Tuesday or a Sunday.
                "0 0 1 * 1         | PT24H | PT141H",
                "30 2,3 * * *      | PT1H  | PT12H",
                "0 0 1,2 1 *       | PT24H | PT4383H",
            })
    void ofCron(String cron, Duration shortest, Duration mean) {
        Cadence rhythm = Cadence.of(timetable(new Schedule(cron, "Europe/Berlin", 3600, null, null)), NOW);
        assertThat(rhythm.shortest()).isEqualTo(shortest);
        assertThat(rhythm.mean(Cadence.Unit.START)).isBetween(mean.minusHours(2), mean.plusHours(2));
    }

    @Test
    void windowsMoveRunsTogether() {
        Schedule schedule = new Schedule(
                "0 21,23 * * *", "Europe/Berlin", 0, List.of(new TimeWindow(List.of(), "22:30", "06:00")), null);
        assertThat(Cadence.of(timetable(schedule), NOW).shortest()).isEqualTo(Duration.ofMinutes(30));
    }

    /** A whole year of hours in one day counts as few days, but as many starts. */
    @Test
    void countsUnitsThatHaveAStart() {
        Cadence rhythm = Cadence.of(timetable(Schedule.cron("* * 1 1 *")), NOW);
        assertThat(rhythm.mean(Cadence.Unit.DAY)).isEqualTo(Duration.ofHours(8766));
        assertThat(rhythm.mean(Cadence.Unit.HOUR))
                .isEqualTo(Duration.ofHours(8766).dividedBy(24));
        assertThat(rhythm.mean(Cadence.Unit.START))
                .isEqualTo(Duration.ofHours(8766).dividedBy(1440));
    }

    /** Of a minute and many windows there are too many starts to look at them all. */
    @Test
    void isFoundFromSoManyStarts() {
        Cadence rhythm = Cadence.of(timetable(Schedule.cron("* * 1-30 * *")), NOW);
        assertThat(rhythm.shortest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(rhythm.mean(Cadence.Unit.START)).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(90));
    }
}
