package cloud.mows.backup.dashboards.plan;

import cloud.mows.backup.core.extract.DatabaseFiles;
import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.dashboards.run.BackupWork;
import cloud.mows.backup.dashboards.run.Children;
import cloud.mows.backup.dashboards.run.LiveRun;
import cloud.mows.backup.dashboards.run.Outcome;
import cloud.mows.backup.dashboards.run.RunPhase;
import cloud.mows.backup.dashboards.run.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A restore: what it overwrites is saved first. */
final class RestoreWork implements Work {
    private final String host;
    private final RestorePlans plans;
    private final Planned planned;

    RestoreWork(String host, RestorePlans plans, Planned planned) {
        this.host = host;
        this.plans = plans;
        this.planned = planned;
    }

    @Override
    public Outcome run(LiveRun run, Children children) throws IOException, InterruptedException {
        // It may have waited for long.
        if (!plans.isCurrent(planned)) {
            return Outcome.failed(
                    "Nothing was changed: what the restore would overwrite is not as it was when it was planned",
                    "Plan the restore again");
        }
        if (planned.plan().overwritten() + planned.plan().deleted() > 0) {
            run.says("Saving what will be overwritten");
            Children.Ended saved = children.run(run, safety(run.run().id()));
            if (run.isCancelled()) {
                return Outcome.cancelled();
            }
            if (saved.exitCode() != 0 || saved.snapshot().isEmpty()) {
                Outcome why = BackupWork.failed(saved);
                return Outcome.failed(
                        "Nothing was changed: what the restore would overwrite could not be saved first. "
                                + why.message(),
                        why.next() == null ? "" : why.next());
            }
            run.savedBefore(saved.snapshot());
        }
        run.says("Restoring");
        run.madeRestorePoint(planned.plan().restorePoint());
        Children.Ended ended = children.run(run, restore());
        if (ended.exitCode() == 0) {
            return Outcome.succeeded("Everything was restored");
        }
        if (run.isCancelled()) {
            return new Outcome(
                    RunPhase.Cancelled,
                    "It was cancelled: files that were restored by then stay",
                    "Plan the restore again: it goes on with what is not there yet");
        }
        return ended.message().isEmpty()
                ? Outcome.partial("Some files could not be restored; everything else is there", "See which")
                : BackupWork.failed(ended);
    }

    /** All of what is there where something will be put. */
    private List<String> safety(String run) {
        BackupId backup =
                new BackupId(new AppId(host, planned.plan().app()), run, BackupWork.BEFORE_RESTORE + "-" + run);
        List<String> arguments = BackupWork.arguments(backup);
        // That much is missing is why people restore.
        arguments.add("--allow-empty-source");
        arguments.add("--");
        planned.places().stream()
                .flatMap(place -> Stream.concat(Stream.of(place), DatabaseFiles.beside(place)))
                .filter(place -> !PlanTally.found(place).isEmpty())
                .map(RestoreWork::argument)
                .forEach(arguments::add);
        return arguments;
    }

    private List<String> restore() {
        List<String> arguments = new ArrayList<>(List.of(
                "restore",
                "--json",
                Children.WAIT_FOR_LOCKS,
                "--overwrite=if-changed",
                "--delete-in-databases",
                "--target=" + argument(planned.target())));
        planned.paths().forEach(path -> {
            if (!path.isRoot()) {
                arguments.add("--include=" + PathSelection.pattern(path));
            }
        });
        arguments.add("--");
        arguments.add(planned.plan().restorePoint());
        return arguments;
    }

    private static String argument(BytePath path) {
        return path.bytes().toString();
    }
}
