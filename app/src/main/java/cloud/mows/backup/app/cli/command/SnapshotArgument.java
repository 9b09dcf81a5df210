package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.retain.TagList;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotFilter;
import cloud.mows.backup.core.snapshot.SnapshotReference;
import java.util.ArrayList;
import java.util.List;

/** The snapshot that a command works on: {@code latest}, {@code 9f3c21aa}, with {@code :/sub/dir} if only a part is meant. */
final class SnapshotArgument {
    private final List<String> hosts = new ArrayList<>();
    private final List<TagList> tags = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private SnapshotReference reference = new SnapshotReference.Latest(0, "");

    void declare(OptionSet options) {
        options.value("-H, --host", "<host>", "Only snapshots of this host are 'latest'; may be repeated.", hosts::add)
                .value(
                        "--tag",
                        "<tag,…>",
                        "Only snapshots with all these tags are 'latest'; may be repeated.",
                        value -> tags.add(TagList.parse(value)))
                .value("--path", "<path>", "Only snapshots of this path are 'latest'; may be repeated.", paths::add);
    }

    void set(String text) {
        reference = SnapshotReference.parse(text);
    }

    SavedSnapshot find(Session session, Engine engine) {
        List<String> absolute = paths.stream()
                .map(path -> BytePath.of(path).from(session.workingDirectory()).replaced())
                .toList();
        return engine.snapshot(reference, new SnapshotFilter(hosts, tags, absolute));
    }

    /** The part of it that is meant; the root for all. */
    BytePath path() {
        return BytePath.of("/" + reference.path()).lexical();
    }
}
