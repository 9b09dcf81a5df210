package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.run.Run;
import cloud.mows.backup.dashboards.run.RunKind;
import cloud.mows.backup.dashboards.run.RunQueue;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The apps of this host as they are now. */
public final class Apps {
    private final Documents documents;
    private final RunQueue queue;
    private final HoldingsWatch holdings;
    private final BiFunction<String, Timetable, Optional<Instant>> next;
    private final InstantSource clock;
    private final ZoneId zone;

    /** @param next when the next run of an app begins by its schedule */
    public Apps(
            Documents documents,
            RunQueue queue,
            HoldingsWatch holdings,
            BiFunction<String, Timetable, Optional<Instant>> next,
            InstantSource clock,
            ZoneId zone) {
        this.documents = documents;
        this.queue = queue;
        this.holdings = holdings;
        this.next = next;
        this.clock = clock;
        this.zone = zone;
    }

    public List<App> all() {
        return documents.load().apps().stream().map(this::view).toList();
    }

    public Optional<App> get(String name) {
        return documents.load().app(name).map(this::view);
    }

    private App view(Named<AppSpec> app) {
        Instant now = clock.instant();
        List<Run> runs =
                queue.all().stream().filter(run -> run.app().equals(app.name())).toList();
        Optional<Instant> newest = newest(app.name(), runs);
        return switch (Timetables.read(app, zone, now)) {
            case ScheduleParser.Usable(Timetable timetable) ->
                AppDecider.decide(
                        app,
                        runs,
                        newest,
                        app.spec().active() ? next.apply(app.name(), timetable) : Optional.empty(),
                        timetable,
                        now);
            case ScheduleParser.Unusable(String why) ->
                new App(
                        app.name(),
                        app.spec().directories(),
                        AppDatabase.of(app.spec().databases()),
                        app.spec().excludes(),
                        AppState.Failed,
                        newest.orElse(null),
                        null,
                        queue.activeBackup(app.name()).map(Run::id).orElse(null),
                        "It is not backed up by itself, since its schedule cannot be followed: " + why,
                        app.spec().effectiveSchedule().cron(),
                        AppKeep.of(app.spec().effectiveRetention()),
                        zone.getId());
        };
    }

    /** A run that has just ended is known before the repository was looked into again. */
    private Optional<Instant> newest(String app, List<Run> runs) {
        Optional<Instant> made = runs.stream()
                .filter(run -> run.kind() == RunKind.Backup && run.restorePoint() != null)
                .flatMap(run -> Optional.ofNullable(run.startedAt()).stream())
                .findFirst();
        return Stream.of(Optional.ofNullable(holdings.known().newest().get(app)), made)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
