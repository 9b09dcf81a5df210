package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.extract.Deletion;
import cloud.mows.backup.core.extract.ExtractReport;
import cloud.mows.backup.core.extract.ExtractRequest;
import cloud.mows.backup.core.extract.Overwrite;
import cloud.mows.backup.core.extract.PatternSelection;
import cloud.mows.backup.core.extract.Selection;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pattern.MalformedPatternException;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import cloud.mows.backup.core.target.LinuxTarget;
import cloud.mows.backup.core.target.MetadataPolicy;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.core.target.ZeroRuns;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

public final class Restore implements CliCommand {
    private final SnapshotArgument snapshot = new SnapshotArgument();
    private final PatternOptions excludes = new PatternOptions("exclude");
    private final PatternOptions includes = new PatternOptions("include");
    private final List<String> excludedXattrs = new ArrayList<>();
    private final List<String> includedXattrs = new ArrayList<>();
    private String target = "";
    private Overwrite overwrite = Overwrite.ALWAYS;
    private MetadataPolicy.Owners owners = MetadataPolicy.Owners.BY_NUMBER;
    private Deletion deletion = Deletion.NONE;
    private boolean sparse;
    private boolean verify;
    private boolean dryRun;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Brings the files of a snapshot back into a directory, with everything they had. What is there already"
                                + " and right is left alone, so that an interrupted restore goes on when it is run again.")
                .about("Name a folder after the snapshot to restore only what is in it: latest:/home/me")
                .about(
                        "The exit code is 1 if something could not be restored, or an --include pattern matches nothing in the"
                                + " snapshot: if none of them does, or --delete is given, nothing is changed then.")
                .example("mows-backup restore latest --target /tmp/restored")
                .example("mows-backup restore latest:/home/me --target /home/me --include '*.jpg'")
                .example("mows-backup restore 1c44de8e --target / --include /etc --delete --dry-run -vv")
                .argument("<snapshot>", snapshot::set)
                .value("-t, --target", "<directory>", "Where to restore to.", value -> target = value);
        snapshot.declare(options);
        includes.declare(options);
        excludes.declare(options);
        options.value(
                        "--overwrite",
                        "<when>",
                        "What happens to files that are there: always (default), if-changed (trusts size and time),"
                                + " if-newer, never.",
                        value -> overwrite = Overwrite.parse(value))
                .flag(
                        "--delete",
                        "Remove what is in the target but not in the snapshot.",
                        () -> deletion = Deletion.ALL)
                .flag(
                        "--delete-in-databases",
                        "Remove what is not in the snapshot where it would spoil a database that is restored: in folders of"
                                + " PostgreSQL, MariaDB, MySQL, MongoDB, etcd, Prometheus, LevelDB and RocksDB, and logs and"
                                + " journals of SQLite.",
                        () -> deletion = deletion == Deletion.ALL ? Deletion.ALL : Deletion.IN_DATABASES)
                .flag("--dry-run", "Change nothing; -vv shows what would be done.", () -> dryRun = true)
                .flag("--sparse", "Leave out runs of zeros: files need less room.", () -> sparse = true)
                .flag("--verify", "Read what was written again and compare.", () -> verify = true)
                .value(
                        "--exclude-xattr",
                        "<pattern>",
                        "Leave out extended attributes; may be repeated.",
                        excludedXattrs::add)
                .value(
                        "--include-xattr",
                        "<pattern>",
                        "Restore only these extended attributes; may be repeated.",
                        includedXattrs::add)
                .flag(
                        "--ownership-by-name",
                        "Give files to users and groups of the same name.",
                        () -> owners = MetadataPolicy.Owners.BY_NAME);
    }

    @Override
    public int run(Session session) throws IOException {
        Posix.prepare();
        refuseContradictions();
        List<PathPatterns> included = includes.read(session);
        Selection selection = selection(session, included);
        MetadataPolicy metadata = new MetadataPolicy(owners, xattrs());
        try (Engine engine = session.open(LockNeed.SHARED)) {
            SavedSnapshot saved = snapshot.find(session, engine);
            BlobId tree = engine.snapshotFiles().folder(saved.snapshot().tree(), snapshot.path());
            List<String> unmatched = unmatched(engine, tree, included, selection);
            session.say("restoring snapshot " + saved.id() + " of "
                    + Console.printable(saved.snapshot().paths().toString()) + " at "
                    + Formats.time(saved.snapshot().time(), session.console().zone()) + " to " + target);
            ExtractRequest request = ExtractRequest.all(tree)
                    .withSelection(selection)
                    .withOverwrite(overwrite)
                    .withZeroRuns(sparse ? ZeroRuns.SKIPPED : ZeroRuns.WRITTEN)
                    .withDeletion(deletion)
                    .withVerify(verify)
                    .withDryRun(dryRun);
            return restore(session, engine, request, metadata, whole(saved, selection), unmatched);
        }
    }

    private int restore(
            Session session,
            Engine engine,
            ExtractRequest request,
            MetadataPolicy metadata,
            @Nullable SnapshotSummary expected,
            List<String> unmatched) {
        BytePath place = BytePath.of(target);
        if (!place.isAbsolute()) {
            place = BytePath.of(session.environment().folder()).resolve(place.bytes());
        }
        try (RestoreDisplay display = new RestoreDisplay(session, dryRun, expected);
                LinuxTarget opened = dryRun
                        ? LinuxTarget.openExisting(place, new SecureRandom())
                        : LinuxTarget.open(place, metadata, new SecureRandom())) {
            unmatched.forEach(display::unmatched);
            ExtractReport report = engine.restore(request, opened, display);
            display.finish(report);
            return report.isComplete() && unmatched.isEmpty() ? 0 : ProblemCode.FAILED.exitCode();
        } catch (TargetException.Taken e) {
            throw new BackupException(
                    ProblemCode.LOCAL_IO,
                    "cannot restore to " + target + ": it is no folder",
                    "choose a folder with --target",
                    e);
        } catch (TargetException e) {
            throw new BackupException(
                    ProblemCode.LOCAL_IO, "cannot restore to " + e.getMessage(), "choose a folder with --target", e);
        }
    }

    /** How much there is, if all of the snapshot is restored. */
    private @Nullable SnapshotSummary whole(SavedSnapshot saved, Selection selection) {
        return selection == Selection.ALL && snapshot.path().isRoot()
                ? saved.snapshot().summary()
                : null;
    }

    private void refuseContradictions() {
        if (target.isEmpty()) {
            throw new UsageException("say where to restore to with --target");
        }
        if (!includes.isEmpty() && !excludes.isEmpty()) {
            throw new UsageException("--include and --exclude cannot be used together");
        }
        if (!includedXattrs.isEmpty() && !excludedXattrs.isEmpty()) {
            throw new UsageException("--include-xattr and --exclude-xattr cannot be used together");
        }
        if (dryRun && verify) {
            throw new UsageException("--dry-run writes nothing that --verify could read");
        }
        if (deletion == Deletion.ALL
                && BytePath.of(target).lexical().isRoot()
                && includes.isEmpty()
                && excludes.isEmpty()) {
            throw new UsageException("--delete in / needs --include or --exclude: it would empty the machine");
        }
    }

    /**
     * The patterns that match nothing while others do.
     *
     * @throws BackupException NOT_FOUND if there is nothing to restore, or if what is selected wrongly may be deleted
     */
    private List<String> unmatched(Engine engine, BlobId tree, List<PathPatterns> included, Selection selection) {
        if (selection == Selection.ALL) {
            return List.of();
        }
        try {
            PatternCheck check = new PatternCheck(engine, tree);
            List<String> unmatched = check.unmatched(included);
            if (!unmatched.isEmpty()
                    && (deletion == Deletion.ALL || unmatched.size() == PatternCheck.count(included))) {
                throw nothing("nothing in the snapshot matches '" + String.join("', '", unmatched) + "'");
            }
            if (check.leavesNothing(selection)) {
                throw nothing("the patterns leave nothing to restore");
            }
            return unmatched;
        } catch (BackupException e) {
            // What is damaged must not keep the rest from being restored, which tells what is damaged.
            if (deletion == Deletion.ALL || e.problem().code() != ProblemCode.DAMAGED) {
                throw e;
            }
            return List.of();
        }
    }

    private static BackupException nothing(String message) {
        return new BackupException(
                ProblemCode.NOT_FOUND,
                message,
                "nothing was changed; 'mows-backup ls' lists what is in a snapshot, and a pattern that begins with a slash"
                        + " starts at the restored folder");
    }

    private Selection selection(Session session, List<PathPatterns> included) {
        if (!included.isEmpty()) {
            return PatternSelection.including(included);
        }
        List<PathPatterns> excluded = excludes.read(session);
        return excluded.isEmpty() ? Selection.ALL : PatternSelection.excluding(excluded);
    }

    private Predicate<String> xattrs() {
        try {
            if (!includedXattrs.isEmpty()) {
                PathPatterns patterns = PathPatterns.of(includedXattrs);
                return patterns::matches;
            }
            if (!excludedXattrs.isEmpty()) {
                PathPatterns patterns = PathPatterns.of(excludedXattrs);
                return name -> !patterns.matches(name);
            }
            return name -> true;
        } catch (MalformedPatternException e) {
            throw new BackupException(ProblemCode.USAGE, "extended attributes: " + e.getMessage(), "", e);
        }
    }
}
