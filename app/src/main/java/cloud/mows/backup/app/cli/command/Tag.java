package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.retain.TagList;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

public final class Tag implements CliCommand {
    private final FilterOptions filter = new FilterOptions();
    private final List<String> names = new ArrayList<>();
    private final Set<String> set = new LinkedHashSet<>();
    private final Set<String> add = new LinkedHashSet<>();
    private final Set<String> remove = new LinkedHashSet<>();
    private boolean replaces;

    @Override
    public void declare(OptionSet options) {
        options.about("Changes the tags of snapshots: of those named, or of all that the filter lets through.")
                .about("A snapshot with other tags is another file, so its identifier changes; the first one is kept as"
                        + " 'original'.")
                .example("mows-backup tag --add keep 1c44de8e")
                .example("mows-backup tag --set '' --tag old")
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, names::add)
                .value("--set", "<tag,tag…>", "Replace all tags by these; '' removes all.", this::set)
                .value("--add", "<tag,tag…>", "Add these.", value -> add.addAll(tags(value)))
                .value("--remove", "<tag,tag…>", "Remove these.", value -> remove.addAll(tags(value)));
        filter.declare(options);
    }

    private void set(String value) {
        replaces = true;
        set.addAll(tags(value));
    }

    private static List<String> tags(String value) {
        return TagList.parse(value).tags().stream()
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    @Override
    public int run(Session session) throws IOException {
        if (!replaces && add.isEmpty() && remove.isEmpty()) {
            throw new UsageException("nothing to change: give --set, --add or --remove");
        }
        if (replaces && !(add.isEmpty() && remove.isEmpty())) {
            throw new UsageException("--set cannot be used together with --add and --remove");
        }
        int changed = 0;
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false)) {
            for (SavedSnapshot old : filter.find(session, engine, names)) {
                List<String> before = old.snapshot().tags();
                List<String> after = after(before);
                if (!after.equals(before)) {
                    SavedSnapshot fresh = engine.replace(
                            old, old.snapshot().toBuilder().tags(after).build());
                    changed++;
                    report(session, old, fresh);
                }
            }
        }
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "summary")
                    .field("changed_snapshots", changed)
                    .endObject());
        } else {
            session.say(changed == 0 ? "no snapshots were modified" : "modified " + Formats.count(changed, "snapshot"));
        }
        return 0;
    }

    private List<String> after(List<String> before) {
        if (replaces) {
            return List.copyOf(set);
        }
        Set<String> after = new LinkedHashSet<>(before);
        after.addAll(add);
        after.removeAll(remove);
        return List.copyOf(after);
    }

    private static void report(Session session, SavedSnapshot old, SavedSnapshot fresh) {
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "changed")
                    .field("old_snapshot_id", old.id().hex())
                    .field("new_snapshot_id", fresh.id().hex())
                    .endObject());
        } else {
            session.say(
                    2,
                    "old snapshot ID: " + old.id().hex() + " -> new snapshot ID: "
                            + fresh.id().hex());
        }
    }
}
