package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.run.Run;
import cloud.mows.backup.dashboards.run.RunKind;
import cloud.mows.backup.dashboards.run.RunPhase;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an app looks like, from all that is known of it. Pure. */
final class AppDecider {
    private AppDecider() {}

    /**
     * @param runs of this app, newest first
     * @param newest restore point
     * @param nextRun by its schedule
     */
    static App decide(
            Named<AppSpec> app,
            List<Run> runs,
            Optional<Instant> newest,
            Optional<Instant> nextRun,
            Timetable timetable,
            Instant now) {
        Optional<Run> active = runs.stream().filter(Run::isActive).reduce((_, older) -> older);
        Optional<Run> last = runs.stream()
                .filter(run -> run.kind() == RunKind.Backup && !run.isActive() && run.phase() != RunPhase.Cancelled)
                .findFirst();
        String problem = problem(last, newest, timetable, now);
        AppState state;
        if (active.isPresent()) {
            state = active.get().phase() == RunPhase.Waiting ? AppState.Waiting : AppState.Running;
        } else if (!app.spec().active()) {
            state = AppState.Paused;
            problem = null;
        } else if (problem != null) {
            state = AppState.Failed;
        } else {
            state = newest.isPresent() ? AppState.Protected : AppState.Never;
        }
        return new App(
                app.name(),
                app.spec().directories(),
                AppDatabase.of(app.spec().databases()),
                app.spec().excludes(),
                state,
                newest.orElse(null),
                nextRun.orElse(null),
                active.map(Run::id).orElse(null),
                problem,
                app.spec().effectiveSchedule().cron(),
                AppKeep.of(app.spec().effectiveRetention()),
                timetable.zone().getId());
    }

    private static @Nullable String problem(
            Optional<Run> last, Optional<Instant> newest, Timetable timetable, Instant now) {
        if (last.isPresent() && last.get().phase() != RunPhase.Succeeded) {
            return last.get().message();
        }
        if (newest.isPresent() && timetable.isTwoBehind(newest.get(), now)) {
            return "The newest restore point is of " + newest.get() + ", and should be newer by its schedule";
        }
        return null;
    }
}
