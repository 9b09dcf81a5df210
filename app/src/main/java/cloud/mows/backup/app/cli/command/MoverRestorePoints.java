package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.layout.RestorePoint;
import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import java.io.IOException;
import java.util.List;

/**
 * What a Job of the controller runs to find out which restore points a repository holds, of whichever cluster: a line of JSON for each,
 * and one more at the end that says how many there are, without which the list is not whole.
 */
public final class MoverRestorePoints implements CliCommand {
    @Override
    public void declare(OptionSet options) {
        options.about("Lists the restore points of a repository for the controller, as JSON.");
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.open(LockNeed.NONE)) {
            List<RestorePoint> points = RestorePoint.all(engine.snapshots().all());
            points.stream()
                    // One that does not say how complete it is was made by hand.
                    .filter(point -> point.ledger().isPresent())
                    .forEach(point -> session.print(json(point)));
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "end")
                    .field(
                            "restore_points",
                            points.stream()
                                    .filter(point -> point.ledger().isPresent())
                                    .count())
                    .endObject());
        }
        return 0;
    }

    private static Json json(RestorePoint point) {
        LedgerCounts counts = point.ledger().orElseThrow();
        SnapshotSummary summary = point.snapshot().snapshot().summary();
        return new Json()
                .beginObject()
                .field("message_type", "restore_point")
                .field("cluster", point.backup().app().cluster())
                .field("app", point.backup().app().app())
                .field("backup", point.backup().uid())
                .field("backup_name", point.backup().name())
                .field("time", point.snapshot().snapshot().time().toString())
                .field("snapshot_id", point.snapshot().id().hex())
                .field("bytes", summary == null ? 0 : summary.totalBytesProcessed())
                .field("captured", counts.captured())
                .field("excused", counts.excused())
                .field("failed", counts.failed())
                .endObject();
    }
}
