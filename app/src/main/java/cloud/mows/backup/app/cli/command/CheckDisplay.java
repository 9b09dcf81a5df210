package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.app.cli.text.ProgressLine;
import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.problem.Problem;
import java.util.concurrent.atomic.AtomicLong;

/** Says what is looked at, and each problem when it is found. */
final class CheckDisplay implements CheckObserver {
    private final Session session;
    private final ProgressLine line;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Phase phase = Phase.INDEXES;
    private volatile long total;

    CheckDisplay(Session session, ProgressLine line) {
        this.session = session;
        this.line = line;
    }

    @Override
    public void started(Phase next, long count) {
        phase = next;
        total = count;
        done.set(0);
        bytes.set(0);
        session.say(title(next));
    }

    private static String title(Phase phase) {
        return switch (phase) {
            case INDEXES -> "load indexes";
            case PACKS -> "check all packs";
            case SNAPSHOTS -> "check snapshots";
            case TREES -> "check trees and blobs";
            case DATA -> "read data";
        };
    }

    @Override
    public void advanced(Phase current, long count) {
        long n = done.incrementAndGet();
        long read = bytes.addAndGet(count);
        if (line.isDue()) {
            String of = total > 0 ? " / " + total + "  " + Formats.percent(n, total) : "";
            line.update(title(phase) + ": " + n + of + (read > 0 ? "  " + Formats.bytes(read) : ""));
        }
    }

    @Override
    public void error(Problem problem) {
        tell("error", problem);
    }

    @Override
    public void hint(Problem problem) {
        tell("hint", problem);
    }

    private void tell(String type, Problem problem) {
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", type)
                    .field("message", problem.message())
                    .endObject());
        } else {
            session.warn(type + ": " + problem.message() + (problem.hint().isEmpty() ? "" : "\n  " + problem.hint()));
        }
    }
}
