package cloud.mows.backup.core.retain;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One pass over the snapshots of a group, newest first; used once. */
final class RetentionRules {
    /** The newest time of a group whose snapshots are all in the future: Go's zero time, before everything. */
    private static final OffsetDateTime NONE = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final ToLongFunction<OffsetDateTime> HOUR = t -> day(t) * 100 + t.getHour();
    private static final ToLongFunction<OffsetDateTime> DAY = RetentionRules::day;
    private static final ToLongFunction<OffsetDateTime> WEEK =
            t -> t.get(IsoFields.WEEK_BASED_YEAR) * 100L + t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    private static final ToLongFunction<OffsetDateTime> MONTH = t -> t.getYear() * 100L + t.getMonthValue();
    private static final ToLongFunction<OffsetDateTime> YEAR = OffsetDateTime::getYear;

    private final KeepPolicy policy;
    private final List<Candidate> sorted;
    private final OffsetDateTime newest;
    private final List<Counted> counted;
    private final List<Recent> recent;

    /** The newest of each period, as long as the count lasts. */
    private static final class Counted {
        final String reason;
        /** Null: every snapshot is a period of its own. */
        final @Nullable ToLongFunction<OffsetDateTime> period;

        int left;

        @Nullable
        Long lastPeriod;

        Counted(String reason, int count, @Nullable ToLongFunction<OffsetDateTime> period) {
            this.reason = reason;
            this.left = count;
            this.period = period;
        }
    }

    /** The newest of each period, as far back as the duration goes. */
    private static final class Recent {
        final String reason;
        final OffsetDateTime after;
        final ToLongFunction<OffsetDateTime> period;

        @Nullable
        Long lastPeriod;

        Recent(String reason, OffsetDateTime after, ToLongFunction<OffsetDateTime> period) {
            this.reason = reason;
            this.after = after;
            this.period = period;
        }
    }

    RetentionRules(KeepPolicy policy, List<Candidate> sorted, Instant now) {
        this.policy = policy;
        this.sorted = sorted;
        newest = sorted.stream()
                .map(Candidate::time)
                .filter(t -> t.toInstant().isBefore(now))
                .findFirst()
                .orElse(NONE);
        counted = List.of(
                new Counted("last snapshot", policy.last(), null),
                new Counted("hourly snapshot", policy.hourly(), HOUR),
                new Counted("daily snapshot", policy.daily(), DAY),
                new Counted("weekly snapshot", policy.weekly(), WEEK),
                new Counted("monthly snapshot", policy.monthly(), MONTH),
                new Counted("yearly snapshot", policy.yearly(), YEAR));
        recent = new ArrayList<>();
        recent("hourly within", policy.withinHourly(), HOUR);
        recent("daily within", policy.withinDaily(), DAY);
        recent("weekly within", policy.withinWeekly(), WEEK);
        recent("monthly within", policy.withinMonthly(), MONTH);
        recent("yearly within", policy.withinYearly(), YEAR);
    }

    private void recent(String reason, KeepDuration duration, ToLongFunction<OffsetDateTime> period) {
        if (!duration.isZero()) {
            recent.add(new Recent(reason + " " + duration, duration.before(newest), period));
        }
    }

    RetentionPlan apply() {
        List<Kept> keep = new ArrayList<>();
        List<Candidate> remove = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Candidate candidate = sorted.get(i);
            List<String> reasons = reasons(candidate, i);
            if (reasons.isEmpty()) {
                remove.add(candidate);
            } else {
                keep.add(new Kept(candidate, reasons, countsLeft()));
            }
        }
        return new RetentionPlan(keep, remove);
    }

    private List<String> reasons(Candidate candidate, int index) {
        boolean oldest = index == sorted.size() - 1;
        OffsetDateTime time = candidate.time();
        List<String> reasons = new ArrayList<>();
        for (TagList list : policy.tags()) {
            if (list.matches(candidate.tags())) {
                reasons.add("has tags " + list);
            }
        }
        if (!policy.within().isZero() && time.isAfter(policy.within().before(newest))) {
            reasons.add("within " + policy.within());
        }
        for (Counted rule : counted) {
            if (rule.left == 0) {
                continue;
            }
            long period = rule.period == null ? index : rule.period.applyAsLong(time);
            boolean fresh = rule.lastPeriod == null || rule.lastPeriod != period;
            // The oldest one stays while a count is not used up: it makes the history as long as it can be.
            if (fresh || oldest) {
                rule.lastPeriod = period;
                rule.left -= rule.left > 0 ? 1 : 0;
                reasons.add(fresh ? rule.reason : "oldest " + rule.reason);
            }
        }
        for (Recent rule : recent) {
            if (time.isAfter(rule.after)) {
                long period = rule.period.applyAsLong(time);
                boolean fresh = rule.lastPeriod == null || rule.lastPeriod != period;
                if (fresh || oldest) {
                    rule.lastPeriod = period;
                    reasons.add(fresh ? rule.reason : "oldest " + rule.reason);
                }
            }
        }
        return reasons;
    }

    private Kept.CountsLeft countsLeft() {
        return new Kept.CountsLeft(
                counted.get(0).left,
                counted.get(1).left,
                counted.get(2).left,
                counted.get(3).left,
                counted.get(4).left,
                counted.get(5).left);
    }

    private static long day(OffsetDateTime t) {
        return t.getYear() * 10_000L + t.getMonthValue() * 100 + t.getDayOfMonth();
    }
}
