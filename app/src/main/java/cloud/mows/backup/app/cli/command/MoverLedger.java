package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.ChangeRule;
import cloud.mows.backup.core.archive.Exclusions;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.ledger.LedgerHeader;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last Job of a backup runs: saves what became of every single thing. A backup has one ledger in a repository,
 * however often this runs.
 */
public final class MoverLedger implements CliCommand {
    private static final String TAG = "ledger";
    private static final BytePath FILE = BytePath.of("/ledger.jsonl");

    private final List<String> tags = new ArrayList<>();
    private final List<LedgerPart> parts = new ArrayList<>();
    private final SummaryFile summaryFile = new SummaryFile();
    private @Nullable String backup;
    private @Nullable String host;
    private @Nullable String time;

    @Override
    public void declare(OptionSet options) {
        options.about("Saves the ledger of a backup whose parts are saved, and prints a summary as JSON.")
                .value("--backup", "<uid>", "Whose ledger it is.", value -> backup = value)
                .value(
                        "--part",
                        "<json>",
                        "What became of a part: its type, name, outcome, reason, snapshot; may be repeated.",
                        value -> parts.add(LedgerPart.parse(value)))
                .value("--host", "<host>", "The host of the backup's snapshots.", value -> host = value)
                .value("--tag", "<tag>", "Give the snapshot a tag; may be repeated.", tags::add)
                .value("--time", "<time>", "The time of the backup: 2006-01-02 15:04:05.", value -> time = value);
        summaryFile.declare(options, "Also write what is printed to this file.");
    }

    @Override
    public int run(Session session) throws IOException {
        if (backup == null || host == null || time == null || tags.isEmpty()) {
            throw Backup.usage("mover ledger needs --backup, --host, --tag and --time");
        }
        tags.add(TAG);
        LedgerHeader header = new LedgerHeader(
                backup, host, Backup.parse(time, session.console().zone().id()));
        try (Engine engine = session.openToChange(LockNeed.SHARED, false);
                LedgerMerge merge = new LedgerMerge(engine.snapshotFiles())) {
            Optional<SavedSnapshot> saved = find(engine);
            LedgerCounts counts;
            String id;
            if (saved.isPresent()) {
                counts = merge.counts(saved.get().snapshot(), FILE);
                id = saved.get().id().hex();
            } else {
                counts = merge.write(header, parts, snapshotsById(engine));
                id = save(session, engine, header, merge.file());
            }
            Json summary = summary(counts, merge.firstMissing(), id);
            session.print(summary);
            summaryFile.write(session, summary);
        }
        return 0;
    }

    /** The ledger that a run before this one saved, whose answer was lost. */
    private Optional<SavedSnapshot> find(Engine engine) {
        return engine.snapshots().all().stream()
                .filter(each -> each.snapshot().tags().containsAll(tags))
                .findFirst();
    }

    private static LedgerMerge.Snapshots snapshotsById(Engine engine) {
        return id -> engine.snapshots().all().stream()
                .filter(each -> each.id().hex().equals(id))
                .map(SavedSnapshot::snapshot)
                .findFirst();
    }

    private String save(Session session, Engine engine, LedgerHeader header, Path file) throws IOException {
        Identity identity = session.identity();
        Instant now = session.console().clock().instant();
        ArchiveRequest request = new ArchiveRequest(
                List.of(FILE),
                List.of(FILE.toString()),
                Exclusions.NONE,
                header.host(),
                tags,
                header.time(),
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
                "mows-backup " + Version.number());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ArchiveReport report = engine.backup(
                    request, new StreamSource(FILE, in, now, identity.uid(), identity.gid()), ArchiveObserver.SILENT);
            return Objects.requireNonNull(report.snapshot(), "snapshot").hex();
        }
    }

    private static Json summary(LedgerCounts counts, List<String> firstMissing, String snapshot) {
        return new Json()
                .beginObject()
                .field("message_type", "summary")
                .field("captured", counts.captured())
                .field("excused", counts.excused())
                .field("failed", counts.failed())
                .field("first_missing", firstMissing.isEmpty() ? null : firstMissing)
                .field("snapshot_id", snapshot)
                .endObject();
    }
}
