package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.Values;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Cutting;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.archive.LossRule;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.layout.RestorePoint;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.tar.FeedReceiver;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

public final class Backup implements CliCommand {
    private final List<String> arguments = new ArrayList<>();
    private final PathLists lists = new PathLists();
    private final ExclusionOptions exclusions = new ExclusionOptions();
    private final StreamInput stream = new StreamInput();
    private final CommandFiles outputs = new CommandFiles();
    private final List<String> tags = new ArrayList<>();
    private @Nullable String host;
    private @Nullable String time;
    private String parent = "";
    private SnapshotGrouping grouping = SnapshotGrouping.HOST_AND_PATHS;
    private boolean force;
    private boolean ignoreInode;
    private boolean ignoreCtime;
    private boolean allowEmptySource;
    private boolean oneFileSystem;
    private boolean withAtime;
    private boolean dryRun;
    private boolean skipIfUnchanged;
    private boolean noScan;
    private int readers = -1;
    private @Nullable Cutting cutting;
    private final SummaryFile summaryFile = new SummaryFile();

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Saves files and directories. Only what is new is stored; files that look unchanged since the last"
                                + " backup of the same paths are not read again.")
                .about(
                        "The exit code is 3 if some files could not be read, or an exclude hits a path that is named: everything else was saved. A file that keeps changing"
                                + " while it is read is saved as it was read, reported, and read again next time: that alone is no"
                                + " failure.")
                .about(
                        "With --stdin-tar, of several entries of one name the last holds; entries whose name has '..' in it are left"
                                + " out (exit code 3). The archive must not be compressed.")
                .about(
                        "It stops with exit code 1 before it makes a snapshot if a path had files in the snapshot compared with"
                                + " and now is gone, empty (had at least " + LossRule.DEFAULT.emptiedFilesMin()
                                + " files, or is another directory), not mounted any more, or has lost more than "
                                + LossRule.DEFAULT.lostPercentMax() + " % of at least " + LossRule.DEFAULT.filesMin()
                                + " files; also if the excludes leave nothing to save.")
                .example("mows-backup backup /home /etc")
                .example("mows-backup backup --exclude '*.tmp' --exclude-caches /srv")
                .example("mows-backup backup --stdin-from-command --stdin-filename db.sql -- pg_dump db")
                .example("docker export web | mows-backup backup --stdin-tar --stdin-filename web")
                .arguments("<path>", 0, Integer.MAX_VALUE, arguments::add);
        lists.declare(options);
        exclusions.declare(options);
        stream.declare(options);
        outputs.declare(options);
        options.value("--tag", "<tag>", "Give the snapshot a tag; may be repeated, or several with commas.", value -> {
                    for (String tag : value.split(",")) {
                        if (!tag.isBlank()) {
                            tags.add(tag.strip());
                        }
                    }
                })
                .value("-H, --host", "<host>", "Record another host name.", value -> host = value)
                .value("--time", "<time>", "Record another time: 2006-01-02 15:04:05, or now.", value -> time = value)
                .value("--parent", "<snapshot>", "Compare with this snapshot.", value -> parent = value)
                .value(
                        "-g, --group-by",
                        "<group>",
                        "What the snapshot to compare with must have in common (default: host,paths).",
                        value -> grouping = SnapshotGrouping.parse(value))
                .flag("-f, --force", "Read every file again.", () -> force = true)
                .flag(
                        "--allow-empty-source",
                        "Make the snapshot even if a path is empty, not mounted or has lost most of its files since the"
                                + " snapshot compared with.",
                        () -> allowEmptySource = true)
                .flag("-x, --one-file-system", "Stay within the file system of each path.", () -> oneFileSystem = true)
                .flag("--with-atime", "Record the time of last access too.", () -> withAtime = true)
                .flag("--ignore-inode", "A new inode number alone is no change.", () -> ignoreInode = true)
                .flag("--ignore-ctime", "A new status change time alone is no change.", () -> ignoreCtime = true)
                .flag("-n, --dry-run", "Only tell what would be done.", () -> dryRun = true)
                .flag("--skip-if-unchanged", "Make no snapshot where nothing changed.", () -> skipIfUnchanged = true);
        options.value(
                "--chunker",
                "<name>",
                "Cut files by gear (our own hash, keyed by the repository), by rabin (restic's) or by fixed (every MiB: for"
                        + " images of disks). Without it: a device by fixed, the rest as the backup before was cut, else by rabin in a"
                        + " repository that restic made and by gear in ours.",
                value -> cutting = Cutting.parse(value));
        summaryFile.declare(options, "Also write the summary that --json prints to this file.");
        options.flag("--no-scan", "Do not count ahead for the progress line.", () -> noScan = true)
                .value(
                        "--read-concurrency",
                        "<n>",
                        "Read n files at once (default: 2).",
                        value -> readers = Values.count(value));
    }

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        List<BytePath> paths = paths(session);
        ArchiveRequest request = request(session, paths);
        try (BackupDisplay display = new BackupDisplay(session, dryRun)) {
            ArchiveReport report = save(session, request, display);
            display.finish(report);
            if (summaryFile.isNamed()) {
                summaryFile.write(session, display.summary(report));
            }
            return report.problems() == 0 ? 0 : ProblemCode.SOURCE_INCOMPLETE.exitCode();
        }
    }

    private ArchiveReport save(Session session, ArchiveRequest given, BackupDisplay display)
            throws IOException, InterruptedException {
        boolean scan = !noScan && !stream.isUsed();
        try (FeedReceiver feeder = stream.listen();
                CommandFiles commands = outputs;
                Engine engine = session.openToChange(LockNeed.SHARED, dryRun);
                Source source = stream.isUsed()
                        ? stream.open(session, feeder, withAtime)
                        : commands.over(files(session), session);
                BackupScan counting =
                        new BackupScan(display, scan ? given : null, () -> commands.over(files(session), session))) {
            counting.start();
            ArchiveRequest request = given.parent().isEmpty()
                            && PartId.of(given.tags()).isPresent()
                    ? RestorePoint.parentOfPart(engine.snapshots().all(), given.tags())
                            .map(point -> given.withParent(point.snapshot().id().hex()))
                            .orElse(given)
                    : given;
            return engine.backup(request, source, display.observer());
        }
    }

    private LinuxSource files(Session session) {
        return new LinuxSource(
                withAtime ? LinuxSource.Atimes.RECORDED : LinuxSource.Atimes.AS_MTIME,
                BytePath.of(session.environment().folder()));
    }

    private List<BytePath> paths(Session session) throws IOException {
        if (stream.isUsed()) {
            if (!lists.isEmpty() || !outputs.isEmpty() || !stream.takes(arguments)) {
                throw usage("--stdin saves one stream and no other paths");
            }
            if (stream.isArchive() && exclusions.readContents()) {
                throw usage(
                        "--exclude-caches and --exclude-if-present look at directories before they are saved, which an"
                                + " archive does not allow");
            }
            return List.of(stream.path());
        }
        List<BytePath> paths = lists.read(session);
        for (String argument : arguments) {
            if (argument.isEmpty()) {
                throw usage("one of the paths to back up is empty");
            }
            paths.add(BytePath.of(argument));
        }
        outputs.beside(paths, session.workingDirectory());
        if (paths.isEmpty() && outputs.isEmpty()) {
            throw usage("nothing to back up was named");
        }
        return paths;
    }

    private ArchiveRequest request(Session session, List<BytePath> paths) throws IOException {
        Instant now = session.console().clock().instant();
        Instant recorded = time == null || time.equals("now")
                ? null
                : parse(time, session.console().zone().id());
        ZoneOffset offset = session.console().zone().offsetAt(recorded == null ? now : recorded);
        BytePath folder = session.workingDirectory();
        TreeSet<String> absolute = new TreeSet<>();
        for (BytePath path : paths) {
            absolute.add(path.from(folder).replaced());
        }
        outputs.directories().forEach(directory -> absolute.add(directory.toString()));
        List<BytePath> all = new ArrayList<>(paths);
        all.addAll(outputs.paths());
        Exclusions left = exclusions.read(session, folder);
        return new ArchiveRequest(
                all,
                List.copyOf(absolute),
                left,
                host(session),
                tags,
                recorded,
                offset,
                parent,
                grouping,
                force,
                new ChangeRule(ignoreInode, ignoreCtime),
                allowEmptySource ? null : LossRule.DEFAULT,
                oneFileSystem,
                dryRun,
                skipIfUnchanged,
                readers(session),
                "mows-backup " + Version.number(),
                cutting());
    }

    private Cutting cutting() {
        if (cutting != null) {
            return cutting;
        }
        return stream.isDevice() ? Cutting.FIXED : Cutting.AUTO;
    }

    private String host(Session session) {
        String fromEnvironment = session.environment().setting("HOST");
        Identity identity = session.identity();
        return host != null ? host : Objects.requireNonNullElse(fromEnvironment, identity.host());
    }

    private int readers(Session session) {
        String fromEnvironment = session.environment().setting("READ_CONCURRENCY");
        if (readers < 0 && fromEnvironment != null) {
            try {
                readers = Values.count(fromEnvironment);
            } catch (IllegalArgumentException e) {
                throw usage("RESTIC_READ_CONCURRENCY: " + e.getMessage());
            }
        }
        return readers <= 0 ? ArchiveRequest.READERS : readers;
    }

    static Instant parse(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw usage("--time: '" + text + "' is no time (example: 2026-11-22 18:30:00)");
        }
    }

    static BackupException usage(String message) {
        return new BackupException(ProblemCode.USAGE, message, "see 'mows-backup backup --help'");
    }
}
