package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.retain.TagList;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.SnapshotFilter;
import cloud.mows.backup.core.snapshot.SnapshotReference;
import cloud.mows.backup.core.snapshot.SnapshotSelection;
import cloud.mows.backup.core.snapshot.UnreadableSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which snapshots a command is about: {@code --host}, {@code --tag}, {@code --path}, or identifiers. */
final class FilterOptions {
    private final List<String> hosts = new ArrayList<>();
    private final List<TagList> tags = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    void declare(OptionSet options) {
        declare(options, "-H, --host");
    }

    /** Where {@code -H} means something else. */
    void declareWithoutShortNames(OptionSet options) {
        declare(options, "--host");
    }

    private void declare(OptionSet options, String host) {
        options.value(host, "<host>", "Only snapshots of this host; can be given several times.", hosts::add)
                .value(
                        "--tag",
                        "<tag,tag…>",
                        "Only snapshots with all of these tags; given several times, of any of the lists.",
                        value -> tags.add(TagList.parse(value)))
                .value(
                        "--path",
                        "<path>",
                        "Only snapshots of this path, absolute; given several times, of all of them.",
                        paths::add);
    }

    /** {@code $RESTIC_HOST} stands in for {@code --host}. */
    SnapshotFilter filter(Session session) {
        List<String> wantedHosts = new ArrayList<>(hosts);
        String variable = session.environment().setting("HOST");
        if (wantedHosts.isEmpty() && variable != null) {
            wantedHosts.add(variable);
        }
        wantedHosts.removeIf(String::isEmpty);
        return new SnapshotFilter(
                wantedHosts,
                tags,
                paths.stream()
                        .map(path -> BytePath.of(path)
                                .from(session.workingDirectory())
                                .replaced())
                        .toList());
    }

    /** Whether an option leaves anything out. */
    boolean isGivenByOption() {
        return !(hosts.stream().allMatch(String::isEmpty) && tags.isEmpty() && paths.isEmpty());
    }

    /** Whether it leaves anything out. */
    boolean isGiven(Session session) {
        return !filter(session).isEmpty();
    }

    /** One snapshot: by identifier, or the latest that the filter lets through. */
    SavedSnapshot one(Session session, Engine engine, SnapshotReference reference) {
        return engine.snapshot(reference, filter(session));
    }

    private static SnapshotReference reference(String name) {
        try {
            return SnapshotReference.parse(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Those named, or all that the filter lets through; oldest first. Damaged ones are warned about. */
    List<SavedSnapshot> find(Session session, Engine engine, List<String> names) {
        if (!names.isEmpty()) {
            Set<SavedSnapshot> found = new LinkedHashSet<>();
            for (String name : names) {
                found.add(one(session, engine, reference(name)));
            }
            return found.stream().sorted(SavedSnapshot.OLDEST_FIRST).toList();
        }
        SnapshotCatalogue catalogue = engine.snapshots();
        for (UnreadableSnapshot unreadable : catalogue.unreadable()) {
            session.warn("WARNING: snapshot " + unreadable.id() + " cannot be read: "
                    + unreadable.why().getMessage());
        }
        return SnapshotSelection.matching(catalogue.all(), filter(session)).reversed();
    }
}
