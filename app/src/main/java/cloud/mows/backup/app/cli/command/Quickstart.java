package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Cutting;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.archive.LossRule;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.extract.ExtractObserver;
import cloud.mows.backup.core.extract.ExtractReport;
import cloud.mows.backup.core.extract.ExtractRequest;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.source.TreeComparison;
import cloud.mows.backup.core.source.TreeDifference;
import cloud.mows.backup.core.target.LinuxTarget;
import cloud.mows.backup.core.target.MetadataPolicy;
import cloud.mows.backup.core.target.Target;
import cloud.mows.backup.core.target.TargetException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole of it once, on real data: repository, backup, check, restore, comparison, and what to do next. */
public final class Quickstart implements CliCommand {
    private @Nullable String directory;
    private @Nullable String home;

    @Override
    public void declare(OptionSet options) {
        options.about("Shows everything once, for real: makes an encrypted repository, backs up the directory (a small"
                        + " sample if none is given), checks every stored byte, restores it beside, and compares every"
                        + " byte and attribute.")
                .about("Nothing outside its own folder is changed.")
                .example("mows-backup quickstart")
                .example("mows-backup quickstart ~/Pictures")
                .arguments("<directory>", 0, 1, value -> directory = value)
                .value(
                        "--to",
                        "<folder>",
                        "Where repository and restored files go (default: ~/.local/share/mows-backup/quickstart).",
                        value -> home = value);
    }

    @Override
    public int run(Session session) throws IOException {
        QuickstartFolder folder = QuickstartFolder.make(session, home);
        Path source = directory == null
                ? SampleFiles.write(folder.sample())
                : session.environment().folder().resolve(directory).toRealPath();
        folder.requireApart(source);
        session.print("Directory:  " + source + (directory == null ? "  (a sample made for you)" : ""));
        session.print("Folder:     " + folder.path());
        session.print("");
        Password password = folder.makePassword(new SecureRandom());
        try (Engine engine = session.create(folder.repository().toString(), password)) {
            step(session, "Encrypted repository", folder.repository().toString());
            ArchiveReport saved = backup(session, engine, source);
            CheckReport checked;
            try (Engine fresh = session.openUncached(folder.repository().toString(), password, LockNeed.EXCLUSIVE)) {
                checked = check(session, fresh);
            }
            ExtractReport restored = restore(session, engine, saved, folder);
            boolean same = compare(session, source, folder);
            boolean good = saved.problems() == 0 && checked.isWhole() && restored.isComplete() && same;
            farewell(session, folder, good);
            return good ? 0 : 1;
        }
    }

    private static ArchiveReport backup(Session session, Engine engine, Path source) throws IOException {
        Instant from = session.console().clock().instant();
        BytePath path = BytePath.of(source);
        ArchiveRequest request = new ArchiveRequest(
                List.of(path),
                List.of(path.replaced()),
                Exclusions.NONE,
                session.identity().host(),
                List.of("quickstart"),
                null,
                session.console().zone().offsetAt(from),
                "",
                SnapshotGrouping.HOST_AND_PATHS,
                false,
                ChangeRule.STRICT,
                LossRule.DEFAULT,
                false,
                false,
                false,
                ArchiveRequest.READERS,
                "mows-backup " + Version.number(),
                Cutting.AUTO);
        ArchiveReport report;
        try (BackupDisplay display = new BackupDisplay(session.quietly(), false);
                LinuxSource files = new LinuxSource()) {
            report = engine.backup(request, files, display.observer());
            display.finish(report);
        }
        long stored = report.summary().dataAddedPacked();
        step(
                session,
                "Backed up",
                Formats.count(report.summary().totalFilesProcessed(), "file") + ", "
                        + Formats.bytes(report.summary().totalBytesProcessed()) + " stored as " + Formats.bytes(stored)
                        + took(session, from));
        return report;
    }

    private static CheckReport check(Session session, Engine engine) {
        Instant from = session.console().clock().instant();
        CheckReport report;
        try (StepLine line = new StepLine(session)) {
            report = engine.check(new ReadSubset.All(), new CheckDisplay(session.quietly(), line));
        }
        step(
                session,
                report.isWhole() ? "Checked" : "DAMAGED",
                Formats.count(report.blobs(), "blob") + ", " + Formats.bytes(report.bytesRead())
                        + " read and verified, " + Formats.count(report.errors(), "error") + took(session, from));
        return report;
    }

    private static ExtractReport restore(Session session, Engine engine, ArchiveReport saved, QuickstartFolder folder)
            throws IOException {
        Instant from = session.console().clock().instant();
        ExtractObserver observer = new ExtractObserver() {
            @Override
            public void failed(BytePath location, Problem problem) {
                session.warn(location + ": " + problem.message());
            }
        };
        ExtractReport report;
        try (Target target = LinuxTarget.open(BytePath.of(folder.restored()), MetadataPolicy.ALL, new SecureRandom())) {
            report = engine.restore(ExtractRequest.all(saved.tree()), target, observer);
        } catch (TargetException e) {
            throw new BackupException(ProblemCode.LOCAL_IO, String.valueOf(e.getMessage()), "", e);
        }
        step(
                session,
                "Restored",
                Formats.count(report.filesRestored(), "entry").replace("entrys", "entries") + ", "
                        + Formats.bytes(report.bytesRestored()) + took(session, from));
        return report;
    }

    private static boolean compare(Session session, Path source, QuickstartFolder folder) {
        BytePath restored =
                BytePath.of(folder.restored().resolve(source.toString().substring(1)));
        try {
            List<TreeDifference> differences = TreeComparison.compare(BytePath.of(source), restored);
            differences.stream().limit(20).forEach(difference -> session.warn("differs: " + difference));
            step(
                    session,
                    differences.isEmpty() ? "Compared" : "DIFFERENT",
                    differences.isEmpty()
                            ? "every byte, name, time, owner and attribute is the same"
                            : Formats.count(differences.size(), "difference")
                                    + " (were files changed while this ran?)");
            return differences.isEmpty();
        } catch (SourceException e) {
            session.warn(e.getMessage());
            return false;
        }
    }

    private static void step(Session session, String what, String detail) {
        session.print("%-22s %s".formatted(what, detail));
    }

    private static String took(Session session, Instant from) {
        Duration took = Duration.between(from, session.console().clock().instant());
        return "  [" + Formats.seconds(took) + "]";
    }

    private static void farewell(Session session, QuickstartFolder folder, boolean good) throws IOException {
        session.print("");
        session.print("Recovery password:  " + folder.passwordText());
        session.print("  It is the only way to open this repository. It lies in " + folder.passwordFile());
        session.print("  for now: write it down, and keep it away from the repository.");
        session.print("");
        session.print("Try next:");
        session.print("  export RESTIC_REPOSITORY=" + folder.repository());
        session.print("  export RESTIC_PASSWORD_FILE=" + folder.passwordFile());
        session.print("  ./mows-backup snapshots");
        session.print("  ./mows-backup ls latest");
        session.print("  ./mows-backup backup " + (good ? "~/Documents" : "<directory>"));
        session.print("");
        session.print("Any restic opens this repository too. To end the trial, delete " + folder.path());
    }
}
