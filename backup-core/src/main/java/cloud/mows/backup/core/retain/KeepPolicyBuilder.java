package cloud.mows.backup.core.retain;

import java.util.List;

/** Puts a {@link KeepPolicy} together; asks for nothing at first. */
public final class KeepPolicyBuilder {
    private int last;
    private int hourly;
    private int daily;
    private int weekly;
    private int monthly;
    private int yearly;
    private KeepDuration within = KeepDuration.ZERO;
    private KeepDuration withinHourly = KeepDuration.ZERO;
    private KeepDuration withinDaily = KeepDuration.ZERO;
    private KeepDuration withinWeekly = KeepDuration.ZERO;
    private KeepDuration withinMonthly = KeepDuration.ZERO;
    private KeepDuration withinYearly = KeepDuration.ZERO;
    private List<TagList> tags = List.of();

    KeepPolicyBuilder() {}

    public KeepPolicyBuilder last(int count) {
        last = count;
        return this;
    }

    public KeepPolicyBuilder hourly(int count) {
        hourly = count;
        return this;
    }

    public KeepPolicyBuilder daily(int count) {
        daily = count;
        return this;
    }

    public KeepPolicyBuilder weekly(int count) {
        weekly = count;
        return this;
    }

    public KeepPolicyBuilder monthly(int count) {
        monthly = count;
        return this;
    }

    public KeepPolicyBuilder yearly(int count) {
        yearly = count;
        return this;
    }

    public KeepPolicyBuilder within(KeepDuration duration) {
        within = duration;
        return this;
    }

    public KeepPolicyBuilder withinHourly(KeepDuration duration) {
        withinHourly = duration;
        return this;
    }

    public KeepPolicyBuilder withinDaily(KeepDuration duration) {
        withinDaily = duration;
        return this;
    }

    public KeepPolicyBuilder withinWeekly(KeepDuration duration) {
        withinWeekly = duration;
        return this;
    }

    public KeepPolicyBuilder withinMonthly(KeepDuration duration) {
        withinMonthly = duration;
        return this;
    }

    public KeepPolicyBuilder withinYearly(KeepDuration duration) {
        withinYearly = duration;
        return this;
    }

    public KeepPolicyBuilder tags(List<TagList> lists) {
        tags = lists;
        return this;
    }

    public KeepPolicy build() {
        return new KeepPolicy(
                last,
                hourly,
                daily,
                weekly,
                monthly,
                yearly,
                within,
                withinHourly,
                withinDaily,
                withinWeekly,
                withinMonthly,
                withinYearly,
                tags);
    }
}
