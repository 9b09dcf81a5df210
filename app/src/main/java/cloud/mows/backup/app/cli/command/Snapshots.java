package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.Values;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public final class Snapshots implements CliCommand {
    private final FilterOptions filter = new FilterOptions();
    private final List<String> names = new ArrayList<>();
    private SnapshotGrouping grouping = SnapshotGrouping.NONE;
    private boolean grouped;
    private boolean compact;
    private int latest;

    @Override
    public void declare(OptionSet options) {
        options.about("Lists the snapshots in the repository, oldest first.")
                .example("mows-backup snapshots")
                .example("mows-backup snapshots --latest 1 --host server --json")
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, names::add)
                .flag("-c, --compact", "Leave the paths out.", () -> compact = true)
                .value(
                        "--latest",
                        "<n>",
                        "Only the last n of each host and paths, or of each group.",
                        value -> latest = Values.count(value))
                .hiddenFlag("--last", () -> latest = 1)
                .value("-g, --group-by", "<host,paths,tags>", "Put together by these.", this::group);
        filter.declare(options);
    }

    private void group(String value) {
        grouping = SnapshotGrouping.parse(value);
        grouped = !grouping.equals(SnapshotGrouping.NONE);
    }

    @Override
    public int run(Session session) throws IOException {
        List<SavedSnapshot> found;
        try (Engine engine = session.open(LockNeed.SHARED)) {
            found = filter.find(session, engine, names);
        }
        if (latest > 0) {
            found = latestOf(grouped ? grouping : SnapshotGrouping.HOST_AND_PATHS, found);
        }
        Map<SnapshotGrouping.Key, List<SavedSnapshot>> groups = grouping.group(found);
        if (session.json()) {
            session.print(grouped ? groupsJson(groups) : SnapshotJson.array(found));
        } else if (found.isEmpty()) {
            new SnapshotTable(session, compact, Map.of()).print(found);
        } else {
            groups.forEach((key, members) -> {
                String head = SnapshotTable.groupHead(grouping, key);
                if (!head.isEmpty()) {
                    session.print(head);
                }
                new SnapshotTable(session, compact, Map.of()).print(members);
            });
        }
        return 0;
    }

    private List<SavedSnapshot> latestOf(SnapshotGrouping by, List<SavedSnapshot> snapshots) {
        return by.group(snapshots).values().stream()
                .flatMap(group -> group.subList(Math.max(0, group.size() - latest), group.size()).stream())
                .sorted(SavedSnapshot.OLDEST_FIRST)
                .toList();
    }

    private String groupsJson(Map<SnapshotGrouping.Key, List<SavedSnapshot>> groups) {
        Json json = new Json().beginArray();
        groups.forEach((key, members) -> json.beginObject()
                .name("group_key")
                .beginObject()
                .field("hostname", key.host())
                .field("paths", grouping.byPaths() ? key.paths() : null)
                .field("tags", grouping.byTags() ? key.tags() : null)
                .endObject()
                .name("snapshots")
                .raw(SnapshotJson.array(members))
                .endObject());
        return json.endArray().toString();
    }
}
