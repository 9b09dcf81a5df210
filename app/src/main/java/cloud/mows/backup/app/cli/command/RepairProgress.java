package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.repair.RepairObserver;

/** How far a repair is, and what it meets. */
final class RepairProgress implements RepairObserver {
    private final Session session;
    private final StepLine line;

    RepairProgress(Session session, StepLine line) {
        this.session = session;
        this.line = line;
    }

    @Override
    public void begin(String work, long steps) {
        line.begin(work, steps);
    }

    @Override
    public void advance(long count) {
        line.advance(count);
    }

    @Override
    public void found(Problem problem) {
        session.warn(problem.message());
    }
}
