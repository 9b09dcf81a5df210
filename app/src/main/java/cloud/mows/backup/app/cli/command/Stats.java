package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.browse.SizeMode;
import cloud.mows.backup.core.browse.SizeReport;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public final class Stats implements CliCommand {
    private static final int LABEL = 24;

    private final FilterOptions filter = new FilterOptions();
    private final List<String> names = new ArrayList<>();
    private SizeMode mode = SizeMode.RESTORE_SIZE;

    @Override
    public void declare(OptionSet options) {
        options.about("Adds up what snapshots take: those named, or all that the filter lets through.")
                .example("mows-backup stats latest")
                .example("mows-backup stats --mode raw-data")
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, names::add)
                .value(
                        "--mode",
                        "<mode>",
                        "restore-size: what restoring would write (default); files-by-contents: different files;"
                                + " blobs-per-file: different blobs of each file; raw-data: what the repository stores.",
                        value -> mode = SizeMode.parse(value));
        filter.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        SizeReport report;
        try (Engine engine = session.open(LockNeed.SHARED)) {
            report = engine.sizes(mode, filter.find(session, engine, names));
        }
        if (session.json()) {
            session.print(json(report));
            return 0;
        }
        session.print("Stats in " + mode + " mode:");
        line(session, "Snapshots processed:", Long.toString(report.snapshots()));
        if (report.blobs() > 0) {
            line(session, "Total Blob Count:", Long.toString(report.blobs()));
        }
        if (report.files() > 0) {
            line(session, "Total File Count:", Long.toString(report.files()));
        }
        if (report.plainBytes() > 0) {
            line(session, "Total Uncompressed Size:", Formats.bytes(report.plainBytes()));
        }
        line(session, "Total Size:", Formats.bytes(report.bytes()));
        if (report.plainBytes() > 0) {
            line(session, "Compression Progress:", Formats.decimals(report.compressionProgress(), 2) + "%");
            line(session, "Compression Ratio:", Formats.decimals(report.compressionRatio(), 2) + "x");
            line(session, "Compression Space Saving:", Formats.decimals(report.spaceSaving(), 2) + "%");
        }
        return 0;
    }

    private static void line(Session session, String label, String value) {
        session.print(" ".repeat(Math.max(0, LABEL - label.length() + 1)) + label + "  " + value);
    }

    private static Json json(SizeReport report) {
        Json json = new Json().beginObject().field("total_size", report.bytes());
        if (report.plainBytes() > 0) {
            json.field("total_uncompressed_size", report.plainBytes())
                    .field("compression_ratio", report.compressionRatio())
                    .field("compression_progress", report.compressionProgress())
                    .field("compression_space_saving", report.spaceSaving());
        }
        if (report.files() > 0) {
            json.field("total_file_count", report.files());
        }
        if (report.blobs() > 0) {
            json.field("total_blob_count", report.blobs());
        }
        return json.field("snapshots_count", report.snapshots()).endObject();
    }
}
