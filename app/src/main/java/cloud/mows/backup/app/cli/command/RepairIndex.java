package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.repair.IndexRepair;
import cloud.mows.backup.core.repair.IndexRepairReport;
import java.io.IOException;

public final class RepairIndex implements CliCommand {
    private boolean readAllPacks;
    private boolean dryRun;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Makes the index agree with the packs: lists those that are not in it, drops those that are gone and"
                                + " index files that cannot be read.")
                .example("mows-backup repair index")
                .flag(
                        "--read-all-packs",
                        "Read the header of every pack and make the index anew.",
                        () -> readAllPacks = true)
                .flag("-n, --dry-run", "Only show what would be done.", () -> dryRun = true);
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false);
                StepLine line = new StepLine(session)) {
            IndexRepairReport report = engine.repairIndex(
                    new IndexRepair.Options(readAllPacks, dryRun), new RepairProgress(session, line));
            if (session.json()) {
                session.print(new Json()
                        .beginObject()
                        .field("message_type", "summary")
                        .field("dry_run", dryRun)
                        .field(
                                "unreadable_index_files",
                                report.unreadableIndexFiles().size())
                        .field("added_packs", report.addedPacks().size())
                        .field("missing_packs", report.missingPacks().size())
                        .field("unreadable_packs", report.unreadablePacks().size())
                        .endObject());
            } else {
                print(session, report);
            }
        }
        return 0;
    }

    private void print(Session session, IndexRepairReport report) {
        report.unreadableIndexFiles().forEach(id -> session.say("index file " + id.hex() + " cannot be read"));
        report.addedPacks().forEach(id -> session.say("pack " + id.hex() + " was not listed as it is"));
        report.missingPacks().forEach(id -> session.say("pack " + id.hex() + " is listed and not there"));
        report.unreadablePacks()
                .forEach(id -> session.say(
                        "pack " + id.hex() + " has no readable header: see 'mows-backup repair packs --help'"));
        if (report.isClean()) {
            session.say("the index agrees with the packs");
        } else {
            session.say((dryRun ? "would have written " : "wrote ") + report.writtenIndexFiles() + " and "
                    + (dryRun ? "have removed " : "removed ") + report.removedIndexFiles() + " index files");
        }
    }
}
