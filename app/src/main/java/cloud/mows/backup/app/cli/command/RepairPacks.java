package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.SecondRepository;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.bytes.JavaPaths;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryFiles;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.repair.PackRepair;
import cloud.mows.backup.core.repair.PackRepairReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class RepairPacks implements CliCommand {
    private final SecondRepository from = new SecondRepository();
    private final List<String> names = new ArrayList<>();
    private @Nullable Path keepIn;
    private boolean dryRun;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Saves what is intact in damaged packs into new ones and removes them. With a second repository, takes"
                                + " from there what is not.")
                .about(
                        "What is lost in the end is printed; 'mows-backup repair snapshots' then says which files need it.")
                .example("mows-backup repair packs 9f3c21aa")
                .example("mows-backup repair packs 9f3c21aa --from-repo /mnt/offsite")
                .arguments("<pack>", 1, Integer.MAX_VALUE, names::add)
                .value(
                        "--keep-in",
                        "<folder>",
                        "Keep the damaged packs there (default: the working directory).",
                        value -> keepIn = JavaPaths.of(value))
                .flag("-n, --dry-run", "Only show what would be done.", () -> dryRun = true);
        from.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        Path folder = session.environment().folder();
        PackRepair.Options options = new PackRepair.Options(keepIn == null ? folder : folder.resolve(keepIn), dryRun);
        try (Engine second = from.isNamed(session.environment()) ? session.openSecond(from, LockNeed.SHARED) : null;
                Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false);
                StepLine line = new StepLine(session)) {
            List<PackId> packs = new ArrayList<>();
            for (String name : names) {
                // A whole name may be of a pack that only the index knows.
                packs.add(new PackId(
                        Digest.isHex(name) ? Digest.parse(name) : engine.files().resolve(RepositoryFiles.PACKS, name)));
            }
            PackRepairReport report = engine.repairPacks(packs, options, second, new RepairProgress(session, line));
            print(session, report);
            return report.lost().isEmpty() ? 0 : 1;
        }
    }

    private void print(Session session, PackRepairReport report) {
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "summary")
                    .field("dry_run", dryRun)
                    .field("removed_packs", report.removed().size())
                    .field("salvaged_blobs", report.salvaged())
                    .field("redundant_blobs", report.redundant())
                    .field("healed_blobs", report.healed())
                    .field("lost", report.lost().stream().map(Object::toString).toList())
                    .endObject());
            return;
        }
        session.say((dryRun ? "would save " : "saved ") + Formats.count(report.salvaged(), "blob") + " of "
                + Formats.count(report.removed().size(), "pack") + ", " + report.redundant()
                + " damaged ones are intact elsewhere, " + report.healed() + " come from the second repository");
        report.lost().forEach(blob -> session.print("lost: " + blob));
        if (!report.lost().isEmpty()) {
            session.say("now run 'mows-backup repair snapshots --dry-run' to see which files are affected");
        }
    }
}
