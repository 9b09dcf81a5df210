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
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;

public final class Check implements CliCommand {
    private ReadSubset subset = new ReadSubset.None();
    private boolean readsAll;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Looks for damage: every index, snapshot and tree is read from the repository, and every reference"
                                + " followed. Nothing is changed.")
                .about("With --read-data every stored byte is read and verified as well.")
                .example("mows-backup check")
                .example("mows-backup check --read-data-subset 1/12")
                .flag("--read-data", "Read and verify all stored data.", () -> readsAll = true)
                .value(
                        "--read-data-subset",
                        "<subset>",
                        "Read a part: 1/12 (the first of 12), 2.5% or 500M of random packs.",
                        value -> subset = ReadSubset.parse(value))
                .hiddenFlag("--with-cache", () -> {})
                .hiddenFlag("--check-unused", () -> {});
    }

    @Override
    public int run(Session session) throws IOException {
        if (readsAll && !(subset instanceof ReadSubset.None)) {
            throw new UsageException("--read-data and --read-data-subset cannot be used together");
        }
        CheckReport report;
        try (Engine engine = session.openUncached(session.locksNothing() ? LockNeed.NONE : LockNeed.EXCLUSIVE);
                StepLine line = new StepLine(session)) {
            report = engine.check(readsAll ? new ReadSubset.All() : subset, new CheckDisplay(session, line));
        }
        finish(session, report);
        return report.isWhole() ? 0 : ProblemCode.DAMAGED.exitCode();
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
