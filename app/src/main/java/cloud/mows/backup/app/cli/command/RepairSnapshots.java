package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryFiles;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.repair.Loss;
import cloud.mows.backup.core.repair.SnapshotRepair;
import cloud.mows.backup.core.repair.SnapshotRepairObserver;
import cloud.mows.backup.core.repair.SnapshotRepairReport;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

public final class RepairSnapshots implements CliCommand {
    private final FilterOptions filter = new FilterOptions();
    private final List<String> names = new ArrayList<>();
    private boolean forget;
    private boolean dryRun;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Rewrites snapshots that miss something so that the rest of them can be restored, and prints every"
                                + " file that lost something. Run 'repair index' and 'repair packs' before.")
                .example("mows-backup repair snapshots --dry-run")
                .example("mows-backup repair snapshots --forget")
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, names::add)
                .flag("--forget", "Remove the damaged snapshots once they are rewritten.", () -> forget = true)
                .flag("-n, --dry-run", "Only show what would be lost.", () -> dryRun = true);
        filter.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false)) {
            List<SnapshotId> wanted = wanted(session, engine);
            if (wanted.isEmpty() && filter.isGiven(session)) {
                session.say("no snapshot matches");
                return 0;
            }
            SnapshotRepairReport report =
                    engine.repairSnapshots(wanted, new SnapshotRepair.Options(forget, dryRun), new Told(session));
            summary(session, report);
            return report.unreadable().isEmpty() ? 0 : 1;
        }
    }

    /** Named ones may be unreadable, so only their names are looked up; empty for all. */
    private List<SnapshotId> wanted(Session session, Engine engine) {
        List<SnapshotId> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(new SnapshotId(engine.files().resolve(RepositoryFiles.SNAPSHOTS, name)));
        }
        if (names.isEmpty() && filter.isGiven(session)) {
            filter.find(session, engine, names).forEach(saved -> wanted.add(saved.id()));
        }
        return wanted;
    }

    private void summary(Session session, SnapshotRepairReport report) {
        if (session.json()) {
            Json json = new Json()
                    .beginObject()
                    .field("message_type", "summary")
                    .field("dry_run", dryRun)
                    .field(
                            "unreadable",
                            report.unreadable().stream().map(SnapshotId::hex).toList())
                    .name("repaired")
                    .beginArray();
            for (SnapshotRepairReport.Repaired repaired : report.repaired()) {
                SnapshotId replacement = repaired.replacement();
                json.beginObject()
                        .field("old_snapshot_id", repaired.old().hex())
                        .field("new_snapshot_id", replacement == null ? null : replacement.hex())
                        .field("removed", repaired.removed())
                        .field("losses", repaired.losses())
                        .field("bytes_lost", repaired.bytesLost())
                        .endObject();
            }
            session.print(json.endArray().endObject());
            return;
        }
        report.repaired()
                .forEach(repaired -> session.say("snapshot " + repaired.old() + ": "
                        + Formats.count(repaired.losses(), "path") + " with losses, "
                        + Formats.bytes(repaired.bytesLost())
                        + (repaired.replacement() == null ? "" : "; rewritten as " + repaired.replacement())
                        + (repaired.removed() ? "; removed" : "")));
        report.unreadable().forEach(id -> session.print("snapshot " + id.hex() + " cannot be read"));
        if (report.repaired().isEmpty() && report.unreadable().isEmpty()) {
            session.say("no snapshot misses anything");
        }
    }

    /** Prints every loss as it is found. */
    private record Told(Session session) implements SnapshotRepairObserver {
        @Override
        public void begin(SavedSnapshot snapshot) {
            session.say(2, "reading snapshot " + snapshot.id());
        }

        @Override
        public void lost(SavedSnapshot snapshot, Loss loss) {
            if (session.json()) {
                session.print(new Json()
                        .beginObject()
                        .field("message_type", "loss")
                        .field("snapshot_id", snapshot.id().hex())
                        .field("path", loss.path())
                        .field("what", loss.what().name().toLowerCase(Locale.ROOT))
                        .field("bytes", loss.bytes())
                        .endObject());
                return;
            }
            String what = switch (loss.what()) {
                case FILE_CUT -> "lost " + Formats.bytes(loss.bytes()) + " of its content";
                case SIZE_CORRECTED -> "has its size corrected";
                case DIRECTORY_EMPTIED -> "lost everything in it";
                case ENTRY_REMOVED -> "is of an unknown kind and was left out";
                case EVERYTHING -> "cannot be read: nothing is left of the snapshot";
            };
            session.print(snapshot.id() + "  " + Console.printable(loss.path()) + "  " + what);
        }
    }
}
