package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.ProgressLine;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.repair.RepairObserver;
import java.util.concurrent.atomic.AtomicLong;

/** How far a repair is, and what it meets. */
final class RepairProgress implements RepairObserver {
    private final Session session;
    private final ProgressLine line;
    private final AtomicLong done = new AtomicLong();
    private volatile long total;
    private volatile String what = "";

    RepairProgress(Session session, ProgressLine line) {
        this.session = session;
        this.line = line;
    }

    @Override
    public void begin(String work, long steps) {
        done.set(0);
        total = steps;
        what = work;
        advance(0);
    }

    @Override
    public void advance(long count) {
        long now = done.addAndGet(count);
        if (line.isDue()) {
            line.update(what + "  " + now + (total > 0 ? " / " + total + "  " + Formats.percent(now, total) : ""));
        }
    }

    @Override
    public void found(Problem problem) {
        session.warn(problem.message());
    }
}
