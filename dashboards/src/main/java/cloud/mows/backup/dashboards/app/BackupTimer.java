package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.Run;
import cloud.mows.backup.dashboards.run.RunKind;
import cloud.mows.backup.dashboards.run.RunQueue;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Schedules;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Begins backups when they are due; one that was missed, because the machine was off, is made up for once. */
public final class BackupTimer implements AutoCloseable {
    private final Documents documents;
    private final RunQueue queue;
    private final BooleanSupplier ready;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Schedules schedules;

    /** @param ready whether backups may begin by themselves */
    public BackupTimer(
            Documents documents,
            RunQueue queue,
            Backups backups,
            BooleanSupplier ready,
            InstantSource clock,
            ZoneId zone) {
        this.documents = documents;
        this.queue = queue;
        this.ready = ready;
        this.clock = clock;
        this.zone = zone;
        this.schedules = Schedules.start(clock, (app, _) -> backups.begin(app));
    }

    /** To be called now and then: what documents say by now holds from now on. */
    public void follow() {
        Map<String, Schedules.Wanted> wanted = new HashMap<>();
        if (ready.getAsBoolean()) {
            Instant now = clock.instant();
            for (Named<AppSpec> app : documents.load().apps()) {
                if (app.spec().active()
                        && Timetables.read(app, zone, now) instanceof ScheduleParser.Usable(Timetable timetable)) {
                    wanted.put(app.name(), new Schedules.Wanted(timetable, last(app.name())));
                }
            }
        }
        schedules.follow(wanted);
    }

    private Optional<Instant> last(String app) {
        return queue.all().stream()
                .filter(run -> run.app().equals(app) && run.kind() == RunKind.Backup)
                .map(Run::createdAt)
                .findFirst();
    }

    /** When the next run of an app begins, also of one that is not followed yet. @param timetable of the app */
    public Optional<Instant> next(String app, Timetable timetable) {
        return ready.getAsBoolean() ? timetable.due(last(app), clock.instant()) : Optional.empty();
    }

    @Override
    public void close() {
        schedules.close();
    }
}
