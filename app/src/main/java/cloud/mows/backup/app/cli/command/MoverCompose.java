package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Cutting;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.layout.RestorePoint;
import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.ledger.LedgerHeader;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotFilter;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.snapshot.SnapshotReference;
import cloud.mows.backup.core.source.StreamSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the last Job of a backup runs: saves what became of every single thing, and makes one restore point of that and of the parts
 * that were saved. A backup has one restore point in a repository, however often this runs.
 */
public final class MoverCompose implements CliCommand {
    private static final BytePath LEDGER = PartId.LEDGER.path();

    private final List<LedgerPart> parts = new ArrayList<>();
    private final SummaryFile summaryFile = new SummaryFile();
    private @Nullable String cluster;
    private @Nullable String app;
    private @Nullable String uid;
    private @Nullable String name;
    private @Nullable String time;

    @Override
    public void declare(OptionSet options) {
        options.about("Makes one restore point of the parts of a backup, and prints a summary as JSON.")
                .value("--cluster", "<id>", "The cluster that the backup is of.", value -> cluster = value)
                .value("--app", "<name>", "The app that the backup is of.", value -> app = value)
                .value("--backup", "<uid>", "Which backup it is.", value -> uid = value)
                .value("--backup-name", "<name>", "What people call it.", value -> name = value)
                .value(
                        "--part",
                        "<json>",
                        "What became of a part: its type, name, outcome, reason, snapshot; may be repeated.",
                        value -> parts.add(LedgerPart.parse(value)))
                .value(
                        "--time",
                        "<time>",
                        "The moment that the backup shows: 2006-01-02 15:04:05.",
                        value -> time = value);
        summaryFile.declare(options, "Also write what is printed to this file.");
    }

    @Override
    public int run(Session session) throws IOException {
        if (cluster == null || app == null || uid == null || name == null || time == null) {
            throw Backup.usage("mover compose needs --cluster, --app, --backup, --backup-name and --time");
        }
        BackupId backup = new BackupId(new AppId(cluster, app), uid, name);
        Instant moment = Backup.parse(time, session.console().zone().id());
        try (Engine engine = session.openToChange(LockNeed.SHARED, false);
                LedgerMerge merge = new LedgerMerge(engine.snapshotFiles())) {
            Optional<RestorePoint> there = RestorePoint.of(engine.snapshots().all(), backup);
            LedgerCounts counts;
            RestorePoint point;
            if (there.isPresent()) {
                point = there.get();
                counts = merge.counts(point.snapshot().snapshot(), LEDGER);
            } else {
                Map<String, SavedSnapshot> saved = saved(engine);
                counts = merge.write(new LedgerHeader(uid, app, moment), parts, saved);
                List<SavedSnapshot> whole = new ArrayList<>(
                        parts.stream().flatMap(part -> part.in(saved).stream()).toList());
                whole.add(save(session, engine, backup, moment, merge.file()));
                point = engine.compose(backup, moment, counts, whole, program());
            }
            String left = removeParts(engine, backup);
            Json summary = summary(counts, merge.firstMissing(), point, left);
            session.print(summary);
            summaryFile.write(session, summary);
        }
        return 0;
    }

    private static Map<String, SavedSnapshot> saved(Engine engine) {
        return engine.snapshots().all().stream()
                .collect(Collectors.toMap(each -> each.id().hex(), Function.identity()));
    }

    /** @return why they are still there; empty if they are not */
    private static String removeParts(Engine engine, BackupId backup) {
        try {
            engine.removeParts(backup);
            return "";
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.STORAGE) {
                throw e;
            }
            // Storage that only grows: the restore point is there, and lists never show its parts.
            return e.problem().message();
        }
    }

    private SavedSnapshot save(Session session, Engine engine, BackupId backup, Instant moment, Path file)
            throws IOException {
        Identity identity = session.identity();
        Instant now = session.console().clock().instant();
        ArchiveRequest request = new ArchiveRequest(
                List.of(LEDGER),
                List.of(LEDGER.toString()),
                Exclusions.NONE,
                backup.app().host(),
                backup.tags(PartId.LEDGER),
                moment,
                ZoneOffset.UTC,
                "",
                SnapshotGrouping.HOST_AND_PATHS,
                true,
                new ChangeRule(false, false),
                null,
                false,
                false,
                false,
                1,
                program(),
                Cutting.AUTO);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ArchiveReport report = engine.backup(
                    request, new StreamSource(LEDGER, in, now, identity.uid(), identity.gid()), ArchiveObserver.SILENT);
            SnapshotId id = Objects.requireNonNull(report.snapshot(), "snapshot");
            return engine.snapshot(SnapshotReference.parse(id.hex()), SnapshotFilter.ALL);
        }
    }

    private static String program() throws IOException {
        return "mows-backup " + Version.number();
    }

    private static Json summary(LedgerCounts counts, List<String> firstMissing, RestorePoint point, String left) {
        Json json = new Json()
                .beginObject()
                .field("message_type", "summary")
                .field("captured", counts.captured())
                .field("excused", counts.excused())
                .field("failed", counts.failed())
                .field("snapshot_id", point.snapshot().id().hex());
        if (!firstMissing.isEmpty()) {
            json.field("first_missing", firstMissing);
        }
        if (!left.isEmpty()) {
            json.field("parts_left", left);
        }
        return json.endObject();
    }
}
