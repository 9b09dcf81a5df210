package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a Job of the controller runs to look for damage: as {@code check}, but that damage is there is a finding, so that the Job ends with
 * one pod and the words arrive.
 */
public final class MoverCheck implements CliCommand {
    private static final int MESSAGE_CHARS_MAX = 600;

    private final SummaryFile summaryFile = new SummaryFile();
    private ReadSubset subset = new ReadSubset.None();

    @Override
    public void declare(OptionSet options) {
        options.about("Looks for damage for the controller, and prints what it found as JSON.")
                .value(
                        "--read-data-subset",
                        "<subset>",
                        "Also read a part of the data: 1/12 is the first of 12.",
                        value -> subset = ReadSubset.parse(value));
        summaryFile.declare(options, "Also write what is printed to this file.");
    }

    @Override
    public int run(Session session) throws IOException {
        session.requireLocking("mover check", false);
        First first = new First(session);
        CheckReport report;
        try (Engine engine = session.openUncached(LockNeed.EXCLUSIVE)) {
            report = engine.check(subset, first);
        }
        Json summary = new Json()
                .beginObject()
                .field("message_type", "check")
                .field("errors", report.errors())
                .field("packs", report.packs())
                .field("stored_bytes", report.storedBytes())
                .field("packs_read", report.packsRead())
                .field("bytes_read", report.bytesRead());
        if (first.error != null) {
            summary.field("first", first.error);
        }
        summary.endObject();
        session.print(summary);
        summaryFile.write(session, summary);
        return report.isWhole() ? 0 : ProblemCode.SOURCE_INCOMPLETE.exitCode();
    }

    /** All errors go into the log, the first also into the summary. */
    private static final class First implements CheckObserver {
        private final Session session;
        private @Nullable String error;

        First(Session session) {
            this.session = session;
        }

        @Override
        public synchronized void error(Problem problem) {
            session.warn("error: " + problem.message());
            if (error == null) {
                String message = problem.message();
                error = message.length() <= MESSAGE_CHARS_MAX
                        ? message
                        : message.substring(0, MESSAGE_CHARS_MAX) + " …";
            }
        }
    }
}
