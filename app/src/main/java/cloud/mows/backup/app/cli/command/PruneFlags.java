package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.prune.PruneCounts;
import cloud.mows.backup.core.prune.PruneObserver;
import cloud.mows.backup.core.prune.PruneOptions;
import cloud.mows.backup.core.prune.PrunePlan;
import cloud.mows.backup.core.prune.PruneReport;
import cloud.mows.backup.core.prune.UnusedLimit;
import java.util.Set;

/** How {@code prune} and {@code forget --prune} prune. */
final class PruneFlags {
    private PruneOptions options = PruneOptions.DEFAULT;

    void declare(OptionSet set) {
        set.value(
                        "--max-unused",
                        "<limit>",
                        "Unused data that may stay: 5%, 2G or unlimited (default: 5%).",
                        value -> options = options.withMaxUnused(UnusedLimit.parse(value)))
                .value(
                        "--max-repack-size",
                        "<size>",
                        "Rewrite no more than this, such as 500M.",
                        value -> options =
                                options.withRepackBytesMax(ByteSize.parse(value).bytes()))
                .flag(
                        "--repack-cacheable-only",
                        "Rewrite only packs of directories.",
                        () -> options = options.withRepackTreesOnly(true))
                .flag(
                        "--repack-small",
                        "Merge packs below 80% of the pack size.",
                        () -> options = options.withSmallPackBytes(SMALL))
                .value(
                        "--repack-smaller-than",
                        "<size>",
                        "Merge packs below this size.",
                        value -> options =
                                options.withSmallPackBytes(ByteSize.parse(value).bytes()))
                .flag(
                        "--repack-uncompressed",
                        "Rewrite what is not compressed.",
                        () -> options = options.withRepackUncompressed(true));
    }

    /** 80% of the usual pack size. */
    private static final long SMALL = ByteSize.mib(16).bytes() * 4 / 5;

    void run(Session session, Engine engine, Set<SnapshotId> ignored, boolean dryRun) {
        PrunePlan plan;
        PruneReport report = null;
        try (StepLine line = new StepLine(session)) {
            Progress progress = new Progress(line);
            plan = engine.planPrune(options, ignored, progress);
            if (!session.json()) {
                print(session, plan, dryRun);
            }
            if (!dryRun) {
                report = engine.prune(plan, progress);
            }
        }
        if (session.json()) {
            session.print(json(plan.counts(), dryRun));
        } else if (report != null) {
            session.say("removed " + Formats.count(report.deletedPacks(), "pack") + ", repacked "
                    + Formats.count(report.repackedBlobs(), "blob"));
        }
    }

    private static void print(Session session, PrunePlan plan, boolean dryRun) {
        PruneCounts counts = plan.counts();
        PruneCounts.Blobs blobs = counts.blobs();
        PruneCounts.Blobs bytes = counts.bytes();
        session.say(dryRun ? "Would have made the following changes:" : "Changes:");
        session.say("");
        line(session, "to repack:", blobs.repack(), bytes.repack());
        line(session, "this removes:", blobs.repackRemove(), bytes.repackRemove());
        line(session, "to delete:", blobs.remove(), bytes.remove() + counts.unreferencedBytes());
        line(session, "total prune:", blobs.removeTotal(), counts.removeTotalBytes());
        line(session, "remaining:", blobs.remaining(), bytes.remaining());
        session.say("unused size after prune: " + Formats.bytes(bytes.remainingUnused()) + " ("
                + Formats.percent(bytes.remainingUnused(), bytes.remaining()) + " of remaining size)");
        session.say("");
        PruneCounts.Packs packs = counts.packs();
        session.say(2, "totally used packs: " + packs.used());
        session.say(2, "partly used packs: " + packs.partlyUsed());
        session.say(2, "unused packs: " + packs.unused());
        session.say(2, "unreferenced packs: " + packs.unreferenced());
        session.say(
                2,
                "packs to keep: " + packs.keep() + ", to repack: " + packs.repack() + ", to delete: "
                        + packs.removeTotal());
    }

    private static void line(Session session, String what, long blobs, long bytes) {
        String count = Long.toString(blobs);
        session.say(what + " ".repeat(Math.max(1, 24 - what.length() - count.length())) + count + " blobs / "
                + Formats.bytes(bytes));
    }

    private static Json json(PruneCounts counts, boolean dryRun) {
        return new Json()
                .beginObject()
                .field("message_type", "summary")
                .field("dry_run", dryRun)
                .field("repack_blobs", counts.blobs().repack())
                .field("repack_bytes", counts.bytes().repack())
                .field("repack_removed_bytes", counts.bytes().repackRemove())
                .field("removed_blobs", counts.blobs().removeTotal())
                .field("removed_bytes", counts.removeTotalBytes())
                .field("remaining_blobs", counts.blobs().remaining())
                .field("remaining_bytes", counts.bytes().remaining())
                .field("remaining_unused_bytes", counts.bytes().remainingUnused())
                .field("removed_packs", counts.packs().removeTotal())
                .endObject();
    }

    /** The phase and how far it is. */
    private static final class Progress implements PruneObserver {
        private final StepLine line;

        Progress(StepLine line) {
            this.line = line;
        }

        @Override
        public void begin(Phase phase, long steps) {
            String what = switch (phase) {
                case SNAPSHOTS -> "loading snapshots";
                case TREES -> "finding data that is still in use";
                case PACKS -> "collecting packs";
                case DELETE_UNREFERENCED -> "deleting packs that no index knows";
                case REPACK -> "repacking";
                case REWRITE_INDEX -> "rewriting the index";
                case DELETE_INDEX -> "deleting old index files";
                case DELETE_PACKS -> "deleting packs";
            };
            line.begin(what, steps);
        }

        @Override
        public void advance(long count) {
            line.advance(count);
        }
    }
}
