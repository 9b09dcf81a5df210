package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.extract.ExtractAction;
import cloud.mows.backup.core.extract.ExtractObserver;
import cloud.mows.backup.core.extract.ExtractReport;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.progress.ProgressCounter;
import cloud.mows.backup.core.progress.ProgressSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What {@code restore} shows while it runs and at the end: for people as restic does, for scripts restic's JSON. */
final class RestoreDisplay implements ExtractObserver, AutoCloseable {
    private final Session session;
    private final boolean dryRun;
    private final boolean knowsTotal;
    private final ProgressCounter counter = new ProgressCounter();
    private final LongAdder filesSkipped = new LongAdder();
    private final LongAdder bytesSkipped = new LongAdder();
    private final LongAdder filesDeleted = new LongAdder();
    private final LiveStatus live;
    private long unmatched;

    /** @param expected how much there is, if that is known before */
    RestoreDisplay(Session session, boolean dryRun, @Nullable SnapshotSummary expected) {
        this.session = session;
        this.dryRun = dryRun;
        this.live = new LiveStatus(session, counter, this::status);
        this.knowsTotal = expected != null && expected.totalFilesProcessed() > 0;
        if (expected != null && knowsTotal) {
            counter.addTotal(expected.totalFilesProcessed(), expected.totalBytesProcessed());
            counter.totalIsFinal();
        }
    }

    @Override
    public void found(long bytes) {
        if (!knowsTotal) {
            counter.addTotal(1, bytes);
        }
    }

    @Override
    public void wrote(long bytes) {
        counter.addBytes(bytes);
        live.show();
    }

    @Override
    public void done(ExtractAction action, BytePath location, long bytes) {
        boolean written = action == ExtractAction.RESTORED || action == ExtractAction.UPDATED;
        if (action == ExtractAction.DELETED) {
            filesDeleted.increment();
        } else {
            counter.addFiles(1);
            if (!written) {
                counter.addBytes(bytes);
                filesSkipped.increment();
                bytesSkipped.add(bytes);
            }
        }
        live.show();
        if (session.shows(written || action == ExtractAction.DELETED ? 2 : 3) && !session.json()) {
            session.print("%-9s %s with size %s"
                    .formatted(action.word(), Console.printable(location.toString()), Formats.bytes(bytes)));
        } else if (session.shows(3) && session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "verbose_status")
                    .field("action", action.word())
                    .field("item", location.toString())
                    .field("size", bytes)
                    .endObject());
        }
    }

    @Override
    public void failed(BytePath location, Problem problem) {
        counter.addError();
        if (session.json()) {
            session.warn(new Json()
                    .beginObject()
                    .field("message_type", "error")
                    .name("error")
                    .beginObject()
                    .field("message", problem.message())
                    .endObject()
                    .field("during", "restore")
                    .field("item", location.toString())
                    .endObject()
                    .toString());
        } else {
            session.warn("error: " + Console.printable(problem.message()));
        }
    }

    @Override
    public void limited(String text) {
        session.say(Console.printable(text));
    }

    /** A pattern that matches nothing in the snapshot; the others are restored. */
    void unmatched(String pattern) {
        unmatched++;
        failed(
                BytePath.of(pattern),
                Problem.of(ProblemCode.NOT_FOUND, "nothing in the snapshot matches '" + pattern + "'"));
    }

    private Json status(ProgressSnapshot progress) {
        return new Json()
                .beginObject()
                .field("message_type", "status")
                .field("seconds_elapsed", progress.elapsed().toSeconds())
                .field("percent_done", progress.fraction().orElse(0))
                .field("total_files", progress.filesTotal())
                .field("files_restored", progress.filesDone() - filesSkipped.sum())
                .field("files_skipped", filesSkipped.sum())
                .field("files_deleted", filesDeleted.sum())
                .field("total_bytes", progress.bytesTotal())
                .field("bytes_restored", progress.bytesDone() - bytesSkipped.sum())
                .field("bytes_skipped", bytesSkipped.sum())
                .endObject();
    }

    void finish(ExtractReport report) {
        live.close();
        Duration took = live.elapsed();
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "summary")
                    .field("seconds_elapsed", took.toSeconds())
                    .field("total_files", report.filesTotal())
                    .field("files_restored", report.filesRestored())
                    .field("files_skipped", report.filesSkipped())
                    .field("files_deleted", report.filesDeleted())
                    .field("total_bytes", report.bytesTotal())
                    .field("bytes_restored", report.bytesRestored())
                    .field("bytes_skipped", report.bytesSkipped())
                    .field("error_count", report.problems() + unmatched)
                    .endObject());
            return;
        }
        StringBuilder text = new StringBuilder(dryRun ? "Would restore " : "Restored ");
        text.append(report.filesRestored()).append(" files and directories");
        text.append(" (").append(Formats.bytes(report.bytesRestored())).append(')');
        if (report.filesSkipped() > 0) {
            text.append(", left ").append(report.filesSkipped()).append(" as they were (");
            text.append(Formats.bytes(report.bytesSkipped())).append(')');
        }
        if (report.filesDeleted() > 0) {
            text.append(", ").append(dryRun ? "would delete " : "deleted ").append(report.filesDeleted());
        }
        if (report.filesVerified() > 0) {
            text.append(", verified ").append(report.filesVerified());
        }
        session.say(text.append(" in ").append(Formats.duration(took)).toString());
        if (report.problems() + unmatched > 0) {
            session.warn(
                    Formats.count(report.problems() + unmatched, "error")
                            + ": the restore is not complete; what is named above is missing or wrong, everything else is there");
        }
    }

    @Override
    public void close() {
        live.close();
    }
}
