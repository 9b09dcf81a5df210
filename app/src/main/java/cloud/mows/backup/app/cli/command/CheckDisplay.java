package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.problem.Problem;

/** Says what is looked at, and each problem when it is found. */
final class CheckDisplay implements CheckObserver {
    private final Session session;
    private final StepLine line;

    CheckDisplay(Session session, StepLine line) {
        this.session = session;
        this.line = line;
    }

    @Override
    public void started(Phase next, long count) {
        session.say(title(next));
        line.begin(title(next), count);
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
        line.advance(1, count);
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
