package cloud.mows.backup.schedulers.schedule;

import cloud.mows.backup.crds.schedule.TimeWindow;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;

/** A part of some days, by what clocks show. If it ends before it begins, then on the next day. */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public Window {
        days = Set.copyOf(days);
    }

    static Window of(TimeWindow window) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        window.days().forEach(day -> days.add(DayOfWeek.valueOf(day.name())));
        return new Window(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
                LocalTime.parse(window.from()),
                LocalTime.parse(window.to()));
    }

    boolean contains(LocalDateTime moment) {
        LocalTime time = moment.toLocalTime();
        DayOfWeek today = moment.getDayOfWeek();
        boolean begun = days.contains(today) && !time.isBefore(from);
        if (from.isBefore(to)) {
            return begun && time.isBefore(to);
        }
        return begun || (days.contains(today.minus(1)) && time.isBefore(to));
    }
}
