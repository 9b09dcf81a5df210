package cloud.mows.backup.dashboards.upkeep;

import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.dashboards.run.BackupWork;
import cloud.mows.backup.dashboards.run.Children;
import cloud.mows.backup.dashboards.run.LiveRun;
import cloud.mows.backup.dashboards.run.Outcome;
import cloud.mows.backup.dashboards.run.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks the repository, and reads a part of its data. */
final class CheckWork implements Work {
    private final Upkeep upkeep;
    private final UpkeepTask.Check check;

    CheckWork(Upkeep upkeep, UpkeepTask.Check check) {
        this.upkeep = upkeep;
        this.check = check;
    }

    @Override
    public Outcome run(LiveRun run, Children children) throws IOException, InterruptedException {
        run.says("Checking that everything is there");
        List<String> arguments = new ArrayList<>(List.of("check", "--json", Children.WAIT_FOR_LOCKS));
        if (check.parts() > 0) {
            arguments.add("--read-data-subset=" + check.part() + "/" + check.parts());
        }
        Children.Ended ended = children.run(run, arguments);
        if (run.isCancelled()) {
            upkeep.cancelledCheck();
            return Outcome.cancelled();
        }
        if (ended.exitCode() == 0) {
            upkeep.didCheck(check, null);
            return Outcome.succeeded(
                    check.parts() == 0
                            ? "Everything is there; no data was read"
                            : "Everything is there; part " + check.part() + " of " + check.parts()
                                    + " of the data was read and is as it was stored");
        }
        Outcome failed = ended.exitCode() == ProblemCode.DAMAGED.exitCode()
                        && ended.message().isEmpty()
                ? Outcome.failed(
                        "The repository is damaged",
                        "See what is damaged. 'mows-backup repair' says which files are lost, and heals what a second copy has;"
                                + " check the disk")
                : BackupWork.failed(ended);
        upkeep.didCheck(check, failed.message());
        return failed;
    }
}
