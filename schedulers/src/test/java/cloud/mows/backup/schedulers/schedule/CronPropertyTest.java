package cloud.mows.backup.schedulers.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Against a second implementation: try minute after minute. */
final class CronPropertyTest {
    private static Set<Integer> some(Random random, int min, int max) {
        if (random.nextInt(3) == 0) {
            return Set.of();
        }
        Set<Integer> values = new TreeSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            values.add(random.nextInt(min, max + 1));
        }
        return values;
    }

    private static String text(Set<Integer> values) {
        return values.isEmpty() ? "*" : values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private record Wanted(
            Set<Integer> minutes, Set<Integer> hours, Set<Integer> days, Set<Integer> months, Set<Integer> weekdays) {
        boolean matches(LocalDateTime time) {
            int weekday = time.getDayOfWeek().getValue() % 7;
            boolean byDay = days.contains(time.getDayOfMonth());
            boolean byWeekday = weekdays.contains(weekday);
            boolean day =
                    days.isEmpty() ? weekdays.isEmpty() || byWeekday : byDay || (!weekdays.isEmpty() && byWeekday);
            return day
                    && (minutes.isEmpty() || minutes.contains(time.getMinute()))
                    && (hours.isEmpty() || hours.contains(time.getHour()))
                    && (months.isEmpty() || months.contains(time.getMonthValue()));
        }
    }

    @Test
    void comesWhenTheNextMinuteMatches() {
        long seed = System.nanoTime();
        System.out.println("CronPropertyTest seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Wanted wanted = new Wanted(
                    some(random, 0, 59),
                    some(random, 0, 23),
                    some(random, 1, 28),
                    some(random, 1, 12),
                    some(random, 0, 6));
            String cron = String.join(
                    " ",
                    text(wanted.minutes),
                    text(wanted.hours),
                    text(wanted.days),
                    text(wanted.months),
                    text(wanted.weekdays));
            LocalDateTime after = LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(random.nextInt(2 * 365 * 86_400));
            Instant next = Cron.parse(cron)
                    .next(after.toInstant(ZoneOffset.UTC), ZoneOffset.UTC)
                    .orElseThrow();
            LocalDateTime expected = after.withSecond(0).withNano(0).plusMinutes(1);
            while (!wanted.matches(expected)) {
                expected = expected.plusMinutes(1);
            }
            assertThat(LocalDateTime.ofInstant(next, ZoneOffset.UTC))
                    .as("seed=%d: %s after %s", seed, cron, after)
                    .isEqualTo(expected);
        }
    }
}
