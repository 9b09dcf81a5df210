package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public final class Check implements CliCommand {
    private ReadSubset subset = new ReadSubset.None();
    private boolean readsAll;
    private final FilterOptions filter = new FilterOptions();
    private final List<String> names = new ArrayList<>();

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Looks for damage: every index, snapshot and tree is read from the repository, and every reference"
                                + " followed. Nothing is changed.")
                .about("With --read-data every stored byte is read and verified as well.")
                .about(
                        "Of snapshots that are named, or that a filter lets through, only what they need is checked, beside the"
                                + " indexes and which packs there are.")
                .example("mows-backup check")
                .example("mows-backup check --read-data-subset 1/12")
                .example("mows-backup check --read-data latest")
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, names::add)
                .flag("--read-data", "Read and verify all stored data.", () -> readsAll = true)
                .value(
                        "--read-data-subset",
                        "<subset>",
                        "Read a part: 1/12 (the first of 12), 2.5% or 500M of random packs.",
                        value -> subset = ReadSubset.parse(value))
                .hiddenFlag("--with-cache", () -> {})
                .hiddenFlag("--check-unused", () -> {});
        filter.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        if (readsAll && !(subset instanceof ReadSubset.None)) {
            throw new UsageException("--read-data and --read-data-subset cannot be used together");
        }
        CheckReport report;
        try (Engine engine = session.openUncached(session.locksNothing() ? LockNeed.NONE : LockNeed.EXCLUSIVE);
                StepLine line = new StepLine(session)) {
            ReadSubset read = readsAll ? new ReadSubset.All() : subset;
            CheckDisplay display = new CheckDisplay(session, line);
            report = isLimited() ? engine.check(chosen(session, engine), read, display) : engine.check(read, display);
        }
        finish(session, report);
        return report.isWhole() ? 0 : ProblemCode.DAMAGED.exitCode();
    }

    /** Not by RESTIC_HOST, as in restic: who has it set for backups would take a part for the whole. */
    private boolean isLimited() {
        return !names.isEmpty() || filter.isGivenByOption();
    }

    private List<SavedSnapshot> chosen(Session session, Engine engine) {
        List<SavedSnapshot> chosen = filter.find(session, engine, names);
        if (chosen.isEmpty()) {
            throw new BackupException(
                    ProblemCode.NOT_FOUND,
                    "no snapshot matches, so there is nothing to check",
                    "'mows-backup snapshots' lists what there is");
        }
        return chosen;
    }

    private static void finish(Session session, CheckReport report) {
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "summary")
                    .field("num_errors", report.errors())
                    .field("snapshots", report.snapshots())
                    .field("packs", report.packs())
                    .field("packs_read", report.packsRead())
                    .field("bytes_read", report.bytesRead())
                    .field("suggest_prune", report.orphanPacks() > 0)
                    .endObject());
            return;
        }
        String read = report.packsRead() == 0
                ? "; their data was not read (--read-data does)"
                : ", data of " + report.packsRead() + " of them read (" + Formats.bytes(report.bytesRead()) + ")";
        session.say(Formats.count(report.snapshots(), "snapshot") + ", " + Formats.count(report.trees(), "tree") + ", "
                + Formats.count(report.blobs(), "blob") + " in " + Formats.count(report.packs(), "pack") + read);
        if (report.isWhole()) {
            session.say("no errors were found");
        } else {
            session.warn(Formats.count(report.errors(), "error") + " found: the repository is damaged");
        }
    }
}
