package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.browse.DiffReport;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.io.IOException;

public final class Diff implements CliCommand {
    private final SnapshotArgument older = new SnapshotArgument();
    private final SnapshotArgument newer = new SnapshotArgument();
    private int arguments;
    private boolean metadata;

    @Override
    public void declare(OptionSet options) {
        options.about("Shows in what two snapshots differ, or two folders of them.")
                .about(
                        "+ added, - removed, M content changed, T type changed, U only metadata changed, ? content changed and"
                                + " nothing else: probably a damaged disk.")
                .example("mows-backup diff 1c44de8e latest")
                .example("mows-backup diff 1c44de8e:/etc latest:/etc --metadata")
                .arguments("<snapshot> <snapshot>", 2, 2, value -> (arguments++ == 0 ? older : newer).set(value))
                .flag("--metadata", "Also show what differs in nothing but metadata.", () -> metadata = true);
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.open(LockNeed.SHARED)) {
            SavedSnapshot before = older.find(session, engine);
            SavedSnapshot after = newer.find(session, engine);
            session.say("comparing snapshot " + before.id() + " to " + after.id() + ":");
            session.say("");
            DiffReport report = engine.diff(
                    tree(engine, before, older),
                    tree(engine, after, newer),
                    metadata,
                    (path, isDirectory, modifier) -> {
                        if (session.json()) {
                            String text = EscapedBytes.escape(path.bytes());
                            session.list(new Json()
                                    .beginObject()
                                    .field("message_type", "change")
                                    .field("path", text + (isDirectory ? "/" : ""))
                                    .field("modifier", modifier)
                                    .endObject()
                                    .toString());
                        } else {
                            String gap = " ".repeat(Math.max(0, 5 - modifier.length()));
                            session.list(modifier + gap + path.escaped() + (isDirectory ? "/" : ""));
                        }
                    });
            if (session.json()) {
                session.print(json(before, after, report));
            } else {
                print(session, report);
            }
        }
        return 0;
    }

    private static BlobId tree(Engine engine, SavedSnapshot saved, SnapshotArgument argument) {
        return engine.snapshotFiles().folder(saved.snapshot().tree(), argument.path());
    }

    private static void print(Session session, DiffReport report) {
        DiffReport.Side added = report.added();
        DiffReport.Side removed = report.removed();
        session.say("");
        session.say("Files:       " + five(added.files()) + " new, " + five(removed.files()) + " removed, "
                + five(report.changedFiles()) + " changed");
        session.say("Dirs:        " + five(added.dirs()) + " new, " + five(removed.dirs()) + " removed");
        session.say("Others:      " + five(added.others()) + " new, " + five(removed.others()) + " removed");
        session.say("Data Blobs:  " + five(added.dataBlobs()) + " new, " + five(removed.dataBlobs()) + " removed");
        session.say("Tree Blobs:  " + five(added.treeBlobs()) + " new, " + five(removed.treeBlobs()) + " removed");
        session.say("  Added:   " + Formats.bytes(added.bytes()));
        session.say("  Removed: " + Formats.bytes(removed.bytes()));
    }

    private static String five(long count) {
        String text = Long.toString(count);
        return " ".repeat(Math.max(0, 5 - text.length())) + text;
    }

    private static Json json(SavedSnapshot before, SavedSnapshot after, DiffReport report) {
        Json json = new Json()
                .beginObject()
                .field("message_type", "statistics")
                .field("source_snapshot", before.id().toString())
                .field("target_snapshot", after.id().toString())
                .field("changed_files", report.changedFiles());
        side(json.name("added"), report.added());
        side(json.name("removed"), report.removed());
        return json.endObject();
    }

    private static void side(Json json, DiffReport.Side side) {
        json.beginObject()
                .field("files", side.files())
                .field("dirs", side.dirs())
                .field("others", side.others())
                .field("data_blobs", side.dataBlobs())
                .field("tree_blobs", side.treeBlobs())
                .field("bytes", side.bytes())
                .endObject();
    }
}
