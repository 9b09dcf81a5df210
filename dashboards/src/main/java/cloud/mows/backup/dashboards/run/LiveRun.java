package cloud.mows.backup.dashboards.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A run as it goes on. Every change is told. */
public final class LiveRun {
    private static final int PROBLEMS_MAX = 100;

    private final InstantSource clock;
    private final Watcher watcher;
    private Run run;
    private @Nullable Process process;
    private boolean cancelled;

    LiveRun(Run run, InstantSource clock, Watcher watcher) {
        this.run = run;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** Who is told. */
    interface Watcher {
        void changed(Run run);

        /** @param child that works for it from now on; null for none */
        void worksBy(Run run, @Nullable Process child);
    }

    public synchronized Run run() {
        return run;
    }

    /** Whether somebody wants it to end. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized void cancel() {
        cancelled = true;
        if (process != null) {
            // As Ctrl-C: it gives its locks back.
            process.destroy();
        }
    }

    /** The child that works for it now; ended at once if the run was cancelled before. */
    synchronized void worksBy(@Nullable Process child) {
        process = child;
        watcher.worksBy(run, child);
        if (cancelled && child != null) {
            child.destroy();
        }
    }

    synchronized void begin() {
        change(run.begun(clock.instant()));
    }

    /** What it does now. */
    public synchronized void says(String message) {
        change(run.saying(message, null));
    }

    synchronized void progress(ChildReport.Status status) {
        change(run.progressed(status, rate(status.bytesDone())));
    }

    private long rate(long bytes) {
        Duration elapsed =
                Duration.between(run.startedAt() == null ? clock.instant() : run.startedAt(), clock.instant());
        return bytes * 1000 / Math.max(1, elapsed.toMillis());
    }

    synchronized void summary(ChildReport.Summary summary) {
        change(run.progressed(
                new ChildReport.Status(
                        summary.filesDone(),
                        summary.filesDone(),
                        summary.bytesDone(),
                        summary.bytesDone(),
                        OptionalLong.empty(),
                        List.of()),
                rate(summary.bytesDone())));
    }

    /** Whether one of the problems that are told begins so. */
    synchronized boolean hasComplaint(String beginning) {
        return run.problems().stream().anyMatch(problem -> problem.startsWith(beginning));
    }

    synchronized void complaint(String text) {
        if (run.problems().size() < PROBLEMS_MAX) {
            List<String> problems = new ArrayList<>(run.problems());
            problems.add(text);
            change(run.withProblems(List.copyOf(problems)));
        }
    }

    public synchronized void madeRestorePoint(String id) {
        change(run.withRestorePoint(id));
    }

    public synchronized void savedBefore(String id) {
        change(run.withSafetyRestorePoint(id));
    }

    synchronized void end(Outcome outcome) {
        change(run.ended(clock.instant(), outcome));
    }

    private void change(Run now) {
        run = now;
        watcher.changed(now);
    }
}
