package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A backup of an app: one snapshot of its directories, tagged as a restore point. */
public final class BackupWork implements Work {
    /** What the tag with the name of a backup says of one that keeps what a restore overwrites. */
    public static final String BEFORE_RESTORE = "before-restore";

    private final String host;
    private final Named<AppSpec> app;

    /** @param host id of this host */
    public BackupWork(String host, Named<AppSpec> app) {
        this.host = host;
        this.app = app;
    }

    @Override
    public Outcome run(LiveRun run, Children children) throws IOException, InterruptedException {
        List<String> arguments = arguments(new BackupId(
                new AppId(host, app.name()), run.run().id(), run.run().id()));
        app.spec().excludes().forEach(exclude -> arguments.add("--exclude=" + exclude));
        arguments.add("--");
        arguments.addAll(app.spec().directories());
        return outcome(run, children.run(run, arguments));
    }

    /** {@code backup} with what makes a restore point of its snapshot. */
    public static List<String> arguments(BackupId backup) {
        List<String> arguments = new ArrayList<>(List.of(
                "backup",
                "--json",
                Children.WAIT_FOR_LOCKS,
                "--host=" + backup.app().host()));
        backup.tags().forEach(tag -> arguments.add("--tag=" + tag));
        return arguments;
    }

    private static Outcome outcome(LiveRun run, Children.Ended ended) {
        if (!ended.snapshot().isEmpty()) {
            run.madeRestorePoint(ended.snapshot());
        }
        if (ended.exitCode() == 0) {
            return Outcome.succeeded("Everything was saved");
        }
        if (run.isCancelled()) {
            return Outcome.cancelled();
        }
        if (ended.exitCode() == ProblemCode.SOURCE_INCOMPLETE.exitCode()) {
            return Outcome.partial(
                    "Some files could not be saved; everything else was",
                    "See which, and make them readable for the user that this program runs as, or exclude them");
        }
        return failed(ended);
    }

    /** What a child said that could not go on. */
    public static Outcome failed(Children.Ended ended) {
        return Outcome.failed(
                ended.message().isEmpty()
                        ? "The process that worked on it ended with exit code " + ended.exitCode()
                        : ended.message(),
                ended.hint());
    }
}
