package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Table;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Snapshots for people, in restic's columns, oldest first. */
final class SnapshotTable {
    private final Session session;
    private final boolean compact;
    private final Map<SavedSnapshot, List<String>> reasons;

    /** @param reasons why each is kept; empty for a table without that column */
    SnapshotTable(Session session, boolean compact, Map<SavedSnapshot, List<String>> reasons) {
        this.session = session;
        this.compact = compact;
        this.reasons = reasons;
    }

    void print(List<SavedSnapshot> snapshots) {
        boolean sized = snapshots.stream().anyMatch(saved -> saved.snapshot().summary() != null);
        List<String> heads = new ArrayList<>(
                compact ? List.of("ID", "Time", "Host", "Tags  ") : List.of("ID", "Time", "Host      ", "Tags      "));
        if (!reasons.isEmpty()) {
            heads.add("Reasons");
        }
        if (!compact) {
            heads.add("Paths");
        }
        if (sized) {
            heads.add("Size");
        }
        Table table = new Table(heads.toArray(String[]::new));
        if (!compact) {
            table.spacedBy(heads.indexOf("Paths"));
        }
        snapshots.stream().sorted(SavedSnapshot.OLDEST_FIRST).forEach(saved -> row(table, saved, sized));
        table.foot(snapshots.size() + " snapshots");
        table.print(session.console());
    }

    private void row(Table table, SavedSnapshot saved, boolean sized) {
        Snapshot snapshot = saved.snapshot();
        List<String> cells = new ArrayList<>(List.of(
                saved.id().toString(),
                Formats.time(snapshot.time(), session.console().zone()),
                snapshot.hostname(),
                String.join(compact ? "\n" : ",", snapshot.tags())));
        if (!reasons.isEmpty()) {
            cells.add(String.join("\n", reasons.getOrDefault(saved, List.of())));
        }
        if (!compact) {
            cells.add(String.join(
                    "\n", snapshot.paths().stream().map(Console::printable).toList()));
        }
        if (sized) {
            cells.add(
                    snapshot.summary() == null
                            ? ""
                            : Formats.bytes(snapshot.summary().totalBytesProcessed()));
        }
        table.row(cells.toArray(String[]::new));
    }

    /** The line above a group's table; empty where nothing was grouped by. */
    static String groupHead(SnapshotGrouping grouping, SnapshotGrouping.Key key) {
        List<String> parts = new ArrayList<>();
        if (grouping.byHost()) {
            parts.add("host [" + key.host() + "]");
        }
        if (grouping.byTags()) {
            parts.add("tags [" + String.join(", ", key.tags()) + "]");
        }
        if (grouping.byPaths()) {
            parts.add("paths [" + String.join(", ", key.paths()) + "]");
        }
        return parts.isEmpty() ? "" : Console.printable("snapshots for (" + String.join(", ", parts) + "):");
    }
}
