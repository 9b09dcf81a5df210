package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.dashboards.database.Databases;
import cloud.mows.backup.dashboards.database.Dumps;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.host.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A backup of an app: one snapshot of its directories and the dumps of its databases, tagged as a restore point. */
public final class BackupWork implements Work {
    /** What the tag with the name of a backup says of one that keeps what a restore overwrites. */
    public static final String BEFORE_RESTORE = "before-restore";

    private final String host;
    private final Named<AppSpec> app;
    private final Databases databases;

    /** @param host id of this host */
    public BackupWork(String host, Named<AppSpec> app, Databases databases) {
        this.host = host;
        this.app = app;
        this.databases = databases;
    }

    @Override
    public Outcome run(LiveRun run, Children children) throws IOException, InterruptedException {
        Dumps dumps = databases.dumps(app.spec().databases());
        dumps.problems().forEach(run::complaint);
        if (run.isCancelled()) {
            return Outcome.cancelled();
        }
        List<String> arguments = arguments(new BackupId(
                new AppId(host, app.name()), run.run().id(), run.run().id()));
        app.spec().excludes().forEach(exclude -> arguments.add("--exclude=" + exclude));
        dumps.dumps().forEach(dump -> arguments.add(dump.argument()));
        arguments.add("--");
        arguments.addAll(app.spec().directories());
        Children.Ended ended = children.run(run, arguments);
        return outcome(run, ended, !dumps.problems().isEmpty());
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

    /** @param incomplete whether something was missing from the beginning */
    private Outcome outcome(LiveRun run, Children.Ended ended, boolean incomplete) {
        if (!ended.snapshot().isEmpty()) {
            run.madeRestorePoint(ended.snapshot());
        }
        if (ended.exitCode() == 0 && !incomplete) {
            return Outcome.succeeded("Everything was saved");
        }
        if (run.isCancelled()) {
            return Outcome.cancelled();
        }
        if (ended.exitCode() == 0 || ended.exitCode() == ProblemCode.SOURCE_INCOMPLETE.exitCode()) {
            return run.hasComplaint(DatabaseSpec.FOLDER + "/")
                            && !app.spec().databases().isEmpty()
                    ? Outcome.partial(
                            "Not every database could be saved: there is no dump of it in this restore point",
                            "See which and why, and correct the connection, or start the database server")
                    : Outcome.partial(
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
