package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.core.retain.KeepDuration;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.schedulers.schedule.Cadence;
import cloud.mows.backup.schedulers.schedule.Cadence.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How old a backup gets that a wish of a retention keeps, in mean years of 365.25 days and twelfths of them.
 *
 * @param wish {@code daily: 14}
 */
record KeepAge(String wish, Duration age) {
    private static final Duration YEAR = Duration.ofHours(8766);
    private static final Duration MONTH = YEAR.dividedBy(12);

    /** Of the wish that keeps longest. A day counts that has a backup, so it also depends on how often there is one. */
    static KeepAge longest(Retention retention, Cadence rhythm) {
        List<KeepAge> ages = new ArrayList<>();
        count(ages, "last", retention.last(), Duration.ZERO, rhythm.mean(Unit.START));
        count(ages, "hourly", retention.hourly(), Duration.ofHours(1), rhythm.mean(Unit.HOUR));
        count(ages, "daily", retention.daily(), Duration.ofDays(1), rhythm.mean(Unit.DAY));
        count(ages, "weekly", retention.weekly(), Duration.ofDays(7), rhythm.mean(Unit.WEEK));
        count(ages, "monthly", retention.monthly(), MONTH, rhythm.mean(Unit.MONTH));
        count(ages, "yearly", retention.yearly(), YEAR, rhythm.mean(Unit.YEAR));
        if (retention.within() != null) {
            ages.add(new KeepAge("within: " + retention.within(), length(retention.within())));
        }
        return ages.stream().max(Comparator.comparing(KeepAge::age)).orElseThrow();
    }

    private static void count(List<KeepAge> to, String wish, @Nullable Integer count, Duration unit, Duration mean) {
        if (count != null) {
            Duration each = unit.compareTo(mean) >= 0 ? unit : mean;
            to.add(new KeepAge(wish + ": " + count, each.multipliedBy(count)));
        }
    }

    /** Of a length of time as documents have it. */
    static Duration length(String text) {
        KeepDuration length = KeepDuration.parse(text);
        return YEAR.multipliedBy(length.years())
                .plus(MONTH.multipliedBy(length.months()))
                .plusDays(length.days())
                .plusHours(length.hours());
    }
}
