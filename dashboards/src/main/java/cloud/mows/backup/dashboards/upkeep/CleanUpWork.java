package cloud.mows.backup.dashboards.upkeep;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.dashboards.run.BackupWork;
import cloud.mows.backup.dashboards.run.Children;
import cloud.mows.backup.dashboards.run.LiveRun;
import cloud.mows.backup.dashboards.run.Outcome;
import cloud.mows.backup.dashboards.run.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Removes restore points that are no longer kept, each by its id, and then what nothing needs any more. */
final class CleanUpWork implements Work {
    /** For one command line, which has an end. */
    private static final int IDS_MAX = 500;

    private final Upkeep upkeep;
    private final boolean prune;

    CleanUpWork(Upkeep upkeep, boolean prune) {
        this.upkeep = upkeep;
        this.prune = prune;
    }

    @Override
    public Outcome run(LiveRun run, Children children) throws IOException, InterruptedException {
        List<SnapshotId> goes = upkeep.goes();
        run.says("Removing restore points that are no longer kept");
        for (int from = 0; from < goes.size(); from += IDS_MAX) {
            Children.Ended ended = children.run(run, forget(goes.subList(from, Math.min(goes.size(), from + IDS_MAX))));
            if (run.isCancelled()) {
                upkeep.cancelledCleanUp();
                return Outcome.cancelled();
            }
            if (ended.exitCode() != 0) {
                Outcome failed = BackupWork.failed(ended);
                upkeep.didForget(failed.message());
                return failed;
            }
        }
        upkeep.didForget(null);
        String removed = goes.isEmpty()
                ? "Nothing had to go"
                : "Restore points that are no longer kept were removed: " + goes.size();
        if (!prune) {
            return Outcome.succeeded(removed);
        }
        run.says("Giving room back");
        Children.Ended ended = children.run(run, List.of("prune", "--quiet", Children.WAIT_FOR_LOCKS));
        if (run.isCancelled()) {
            upkeep.cancelledCleanUp();
            return Outcome.cancelled();
        }
        if (ended.exitCode() != 0) {
            Outcome failed = BackupWork.failed(ended);
            upkeep.didPrune(failed.message());
            return failed;
        }
        upkeep.didPrune(null);
        return Outcome.succeeded(removed + ". What nothing needs any more is gone");
    }

    /** Never without an id: then it would be about every snapshot. */
    static List<String> forget(List<SnapshotId> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no restore point is named: it would be about every snapshot");
        }
        List<String> arguments = new ArrayList<>(List.of("forget", "--json", Children.WAIT_FOR_LOCKS, "--"));
        ids.forEach(id -> arguments.add(id.hex()));
        return List.copyOf(arguments);
    }
}
