package cloud.mows.backup.schedulers.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.crds.schedule.TimeWindow;
import cloud.mows.backup.crds.schedule.Weekday;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Against a second implementation of what the fields' descriptions say, from the documents themselves. */
final class TimetablePropertyTest {
    private static final List<String> CRONS = List.of(
            "0 * * * *",
            "*/15 * * * *",
            "30 2 * * *",
            "0 1,3,5 * * *",
            "0 12 * * Sat",
            "45 23 1,15 * *",
            "7 */6 * * 1-5");
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Etc/UTC", "Asia/Kathmandu", "Australia/Lord_Howe");

    private static List<TimeWindow> windows(Random random, int most) {
        List<TimeWindow> windows = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
            LocalTime to = from.plusMinutes(15L * (1 + random.nextInt(40)));
            List<Weekday> days = new ArrayList<>();
            for (Weekday day : Weekday.values()) {
                if (random.nextInt(3) > 0) {
                    days.add(day);
                }
            }
            windows.add(new TimeWindow(days, from.toString(), to.toString()));
        }
        return windows;
    }

    private static Schedule schedule(Random random) {
        return new Schedule(
                CRONS.get(random.nextInt(CRONS.size())),
                ZONES.get(random.nextInt(ZONES.size())),
                random.nextBoolean() ? 0 : random.nextInt(7200),
                windows(random, 2),
                windows(random, 2));
    }

    private static boolean within(TimeWindow window, LocalDateTime time) {
        LocalTime from = LocalTime.parse(window.from());
        LocalTime to = LocalTime.parse(window.to());
        LocalDateTime begin = time.toLocalDate().atTime(from);
        if (time.isBefore(begin)) {
            begin = begin.minusDays(1);
        }
        LocalDateTime end = begin.toLocalDate().atTime(to);
        if (!end.isAfter(begin)) {
            end = end.plusDays(1);
        }
        Weekday day = Weekday.valueOf(begin.getDayOfWeek().name());
        return time.isBefore(end) && (window.days().isEmpty() || window.days().contains(day));
    }

    private static boolean allows(Schedule schedule, Instant moment) {
        LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneId.of(schedule.timeZone()));
        return (schedule.windows().isEmpty() || schedule.windows().stream().anyMatch(w -> within(w, time)))
                && schedule.quietHours().stream().noneMatch(w -> within(w, time));
    }

    @Test
    void everyStartIsAllowedByBothAndNoneIsLeftOut() {
        long seed = System.nanoTime();
        System.out.println("TimetablePropertyTest seed=" + seed);
        Random random = new Random(seed);
        int usable = 0;
        for (int round = 0; round < 30; round++) {
            Schedule own = schedule(random);
            Schedule cluster = schedule(random);
            // Around a change of the clocks in one round of two.
            Instant from = Instant.parse(random.nextBoolean() ? "2026-03-07T00:00:00Z" : "2026-10-24T00:00:00Z")
                    .plusSeconds(random.nextInt(30 * 86_400));
            if (!(ScheduleParser.read(own, cluster, "app-" + round, from)
                    instanceof ScheduleParser.Usable(Timetable timetable))) {
                continue;
            }
            usable++;
            Instant end = from.plus(5, ChronoUnit.DAYS);
            List<Instant> starts = new ArrayList<>();
            Optional<Instant> start = timetable.next(from);
            while (start.isPresent() && start.get().isBefore(end)) {
                starts.add(start.get());
                start = timetable.next(start.get());
            }
            assertThat(starts)
                    .as("seed=%d round=%d: %s beside %s after %s", seed, round, own, cluster, from)
                    .allMatch(at -> allows(own, at) && allows(cluster, at))
                    .isEqualTo(expected(timetable, own, cluster, from, end));
            for (int i = 0; i < 20; i++) {
                Instant after = from.plusSeconds(random.nextInt(5 * 86_400));
                assertThat(timetable.latest(from, after))
                        .as("seed=%d round=%d: by %s", seed, round, after)
                        .isEqualTo(
                                starts.stream().filter(at -> !at.isAfter(after)).reduce((_, at) -> at));
                assertThat(timetable.next(after).filter(end::isAfter))
                        .as("seed=%d round=%d: after %s", seed, round, after)
                        .isEqualTo(
                                starts.stream().filter(at -> at.isAfter(after)).findFirst());
            }
        }
        assertThat(usable).as("seed=%d", seed).isGreaterThan(8);
    }

    /** Each time of the cron expression, moved minute by minute, and delayed by what the seconds that follow allow. */
    private static List<Instant> expected(
            Timetable timetable, Schedule own, Schedule cluster, Instant from, Instant end) {
        TreeSet<Instant> starts = new TreeSet<>();
        Instant time = from.minus(15, ChronoUnit.DAYS);
        Instant open = time;
        while (true) {
            time = timetable.cron().next(time, timetable.zone()).orElseThrow();
            if (!time.isBefore(end)) {
                return List.copyOf(starts);
            }
            // What waited for an opening before has looked at the minutes up to it.
            open = open.isAfter(time) ? open : time;
            while (!(allows(own, open) && allows(cluster, open)) && open.isBefore(end)) {
                open = open.plus(1, ChronoUnit.MINUTES);
            }
            int room = 0;
            while (room <= own.jitterSeconds()
                    && allows(own, open.plusSeconds(room))
                    && allows(cluster, open.plusSeconds(room))) {
                // Windows are whole minutes.
                room += 60;
            }
            room = Math.min(room, own.jitterSeconds() + 1);
            Instant start = open.plusSeconds(Math.unsignedMultiplyHigh(timetable.spread(), room));
            if (start.isAfter(from) && start.isBefore(end)) {
                starts.add(start);
            }
        }
    }
}
