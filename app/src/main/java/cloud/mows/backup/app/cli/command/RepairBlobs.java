package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.SecondRepository;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.repair.BlobRepairReport;
import java.io.IOException;

public final class RepairBlobs implements CliCommand {
    private final SecondRepository from = new SecondRepository();
    private boolean dryRun;

    @Override
    public void declare(OptionSet options) {
        options.about("Fetches what snapshots need and no pack has any more from a second repository, such as one that"
                        + " 'copy' filled.")
                .example("mows-backup repair blobs --from-repo /mnt/offsite")
                .flag("-n, --dry-run", "Only show what would be done.", () -> dryRun = true);
        from.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        if (!from.isNamed(session.environment())) {
            throw new UsageException("--from-repo says where to fetch from, and is missing");
        }
        try (Engine second = session.openSecond(from, LockNeed.SHARED);
                Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false);
                StepLine line = new StepLine(session)) {
            BlobRepairReport report = engine.repairBlobs(second, dryRun, new RepairProgress(session, line));
            if (session.json()) {
                session.print(new Json()
                        .beginObject()
                        .field("message_type", "summary")
                        .field("dry_run", dryRun)
                        .field("healed_blobs", report.healed())
                        .field(
                                "damaged",
                                report.damaged().stream().map(Object::toString).toList())
                        .field(
                                "lost",
                                report.lost().stream().map(Object::toString).toList())
                        .endObject());
            } else {
                session.say((dryRun ? "would fetch " : "fetched ") + Formats.count(report.healed(), "blob"));
                report.damaged().forEach(blob -> session.print("damaged, repair its pack: " + blob));
                report.lost().forEach(blob -> session.print("lost in both repositories: " + blob));
            }
            return report.lost().isEmpty() && report.damaged().isEmpty() ? 0 : 1;
        }
    }
}
