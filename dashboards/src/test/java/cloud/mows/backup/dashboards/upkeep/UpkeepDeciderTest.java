package cloud.mows.backup.dashboards.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.dashboards.app.Timetables;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class UpkeepDeciderTest {
    /** A Thursday. */
    private static final Instant BEGIN = Instant.parse("2026-11-26T12:00:00Z");

    private static final Timetable SUNDAYS = timetable("0 5 * * 0");
    private static final Timetable WEDNESDAYS = timetable("0 6 * * 3");
    private static final UpkeepState FRESH =
            UpkeepState.begin("/mnt/disk", BEGIN).dividedInto(4);

    private static Timetable timetable(String cron) {
        return ((ScheduleParser.Usable) Timetables.read(Schedule.cron(cron), "x", ZoneId.of("Etc/UTC"), BEGIN))
                .timetable();
    }

    private static UpkeepTask next(UpkeepState state, boolean forgettable, Duration later) {
        return UpkeepDecider.next(state, forgettable, SUNDAYS, WEDNESDAYS, BEGIN.plus(later));
    }

    @Test
    void whatIsNoLongerKeptGoesAtOnceAndTheRestByItsTimetable() {
        assertThat(next(FRESH, false, Duration.ofDays(1))).isEqualTo(new UpkeepTask.None());
        assertThat(next(FRESH, true, Duration.ofDays(1))).isEqualTo(new UpkeepTask.CleanUp(false));
        assertThat(next(FRESH, false, Duration.ofDays(3))).isEqualTo(new UpkeepTask.CleanUp(true));
        UpkeepState pruned = FRESH.withPruned(FRESH.pruned().well(BEGIN.plus(Duration.ofDays(3))));
        assertThat(next(pruned, false, Duration.ofDays(4))).isEqualTo(new UpkeepTask.None());
        assertThat(next(pruned, false, Duration.ofDays(6))).isEqualTo(new UpkeepTask.Check(1, 4));
    }

    @Test
    void whatDidNotGoWellIsTriedAgainAnHourLater() {
        Instant tried = BEGIN.plus(Duration.ofDays(3));
        UpkeepState failed = FRESH.withPruned(FRESH.pruned().badly(tried, "locked"))
                .withForgotten(FRESH.forgotten().badly(tried, "locked"));

        assertThat(next(failed, true, Duration.ofDays(3).plusMinutes(59))).isEqualTo(new UpkeepTask.None());
        assertThat(next(failed, true, Duration.ofDays(3).plusMinutes(60))).isEqualTo(new UpkeepTask.CleanUp(true));
    }

    @Test
    void whatSomebodyCancelledIsNotBegunAgainAtOnce() {
        Instant cancelled = BEGIN.plus(Duration.ofDays(3));
        UpkeepState state = FRESH.withPruned(FRESH.pruned().cancelled(cancelled))
                .withForgotten(FRESH.forgotten().cancelled(cancelled));

        assertThat(state.pruned().problem()).isNull();
        assertThat(next(state, true, Duration.ofDays(3).plusMinutes(59))).isEqualTo(new UpkeepTask.None());
        assertThat(next(state, true, Duration.ofDays(3).plusMinutes(60))).isEqualTo(new UpkeepTask.CleanUp(true));
    }

    @Test
    void twoTimesMissedIsLate() {
        UpkeepState.Done never = UpkeepState.Done.NEVER;
        assertThat(UpkeepDecider.isLate(never, BEGIN, SUNDAYS, BEGIN.plus(Duration.ofDays(9))))
                .isFalse();
        assertThat(UpkeepDecider.isLate(never, BEGIN, SUNDAYS, BEGIN.plus(Duration.ofDays(11))))
                .isTrue();
        assertThat(UpkeepDecider.isLate(
                        never.well(BEGIN.plus(Duration.ofDays(3))), BEGIN, SUNDAYS, BEGIN.plus(Duration.ofDays(11))))
                .isFalse();
    }

    @Test
    void partAfterPartAllIsReadAndThenFromTheBeginning() {
        UpkeepState state = FRESH;
        for (int week = 1; week <= 4; week++) {
            assertThat(state.allRead()).isEmpty();
            assertThat(state.nextPart()).isEqualTo(week);
            state = state.withRead(week, BEGIN.plus(Duration.ofDays(7L * week)));
        }
        assertThat(state.allRead()).contains(BEGIN.plus(Duration.ofDays(7)));
        assertThat(state.nextPart()).isEqualTo(1);
        assertThat(state.dividedInto(12).allRead()).isEmpty();
    }

    @Test
    void aDiskIsReadInAMonthAndWhatIsFarAwayInTwelveWeeks() {
        assertThat(new RepositorySpec("/mnt/disk", "p", null, null, null)
                        .effectiveCheck()
                        .readDataPercent())
                .isEqualTo(25);
        assertThat(Math.ceilDiv(
                        100,
                        new RepositorySpec("s3:https://h/b", "p", null, null, null)
                                .effectiveCheck()
                                .readDataPercent()))
                .isEqualTo(12);
    }
}
