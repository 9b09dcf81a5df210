package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;

/** When things are done, in this machine's time where a document does not say. */
public final class Timetables {
    private Timetables() {}

    static ScheduleParser read(Named<AppSpec> app, ZoneId zone, Instant now) {
        return read(app.spec().effectiveSchedule(), app.name(), zone, now);
    }

    /** @param what decides how late within its jitter it is */
    public static ScheduleParser read(Schedule schedule, String what, ZoneId zone, Instant now) {
        String name = ZoneRulesProvider.getAvailableZoneIds().contains(zone.getId()) ? zone.getId() : "Etc/UTC";
        Schedule machine = new Schedule(AppSpec.CRON, name, 0, List.of(), List.of());
        return ScheduleParser.read(schedule, machine, what, now);
    }
}
