package cloud.mows.backup.schedulers.schedule;

import cloud.mows.backup.crds.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Objects;

/** What a schedule in a document comes to. */
public sealed interface ScheduleParser {
    /** It can be followed. */
    record Usable(Timetable timetable) implements ScheduleParser {}

    /**
     * It cannot.
     *
     * @param why a clause for people, with what is wrong in it
     */
    record Unusable(String why) implements ScheduleParser {}

    /**
     * Reads a schedule beside that of the ClusterBackupPolicy: time zone and jitter are that one's if it says nothing of its own,
     * and that one's windows and quiet hours hold as well, in that one's time zone. Of the ClusterBackupPolicy itself, Etc/UTC
     * and no jitter.
     *
     * @param app what keeps its own delay, by any name that never changes
     * @param now from when on there has to be a start within a year
     */
    static ScheduleParser read(Schedule schedule, Schedule cluster, String app, Instant now) {
        try {
            ZoneId clusterZone = zone(Objects.requireNonNullElse(cluster.timeZone(), "Etc/UTC"));
            ZoneId zone = schedule.timeZone() == null ? clusterZone : zone(schedule.timeZone());
            Integer jitter = schedule.jitterSeconds() == null ? cluster.jitterSeconds() : schedule.jitterSeconds();
            Timetable timetable = new Timetable(
                    Cron.parse(schedule.cron()),
                    zone,
                    Objects.requireNonNullElse(jitter, 0),
                    Spread.of(app),
                    List.of(
                            AllowedHours.of(zone, schedule.windows(), schedule.quietHours()),
                            AllowedHours.of(clusterZone, cluster.windows(), cluster.quietHours())));
            return timetable.next(now).isEmpty()
                    ? new Unusable("no moment of the next year is within all windows and outside of all quiet hours")
                    : new Usable(timetable);
        } catch (IllegalArgumentException | DateTimeException e) {
            return new Unusable(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static ZoneId zone(String name) {
        try {
            // Only names of the database, not UTC+3 and the like, of which it is never clear what + means.
            ZoneRulesProvider.getRules(name, false);
            return ZoneId.of(name);
        } catch (ZoneRulesException e) {
            throw new DateTimeException("there is no time zone '" + name + "'", e);
        }
    }
}
