package cloud.mows.backup.core.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By what snapshots are put together; restic's default for {@code forget} is host and paths. */
public record SnapshotGrouping(boolean byHost, boolean byPaths, boolean byTags) {
    public static final SnapshotGrouping NONE = new SnapshotGrouping(false, false, false);
    public static final SnapshotGrouping HOST_AND_PATHS = new SnapshotGrouping(true, true, false);

    /**
     * What the members of a group have in common; what they are not grouped by is empty.
     *
     * @param paths in alphabetical order
     * @param tags in alphabetical order
     */
    public record Key(String host, List<String> paths, List<String> tags) {
        public Key {
            paths = List.copyOf(paths);
            tags = List.copyOf(tags);
        }

        /** By hand: what Java makes for records is put together at start, which takes milliseconds. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && host.equals(that.host)
                    && paths.equals(that.paths)
                    && tags.equals(that.tags);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * host.hashCode() + paths.hashCode()) + tags.hashCode();
        }
    }

    /**
     * Reads {@code host,paths,tags} in any order and with or without the plural; nothing at all is {@link #NONE}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static SnapshotGrouping parse(String text) {
        boolean host = false;
        boolean paths = false;
        boolean tags = false;
        for (String word : text.split(",", -1)) {
            switch (word) {
                case "host", "hosts" -> host = true;
                case "path", "paths" -> paths = true;
                case "tag", "tags" -> tags = true;
                case "" -> {}
                default ->
                    throw new IllegalArgumentException("cannot group by '" + word + "': only by host, paths and tags");
            }
        }
        return new SnapshotGrouping(host, paths, tags);
    }

    /** The groups in the order of their first member, members in the order in which they come. */
    public Map<Key, List<SavedSnapshot>> group(List<SavedSnapshot> snapshots) {
        Map<Key, List<SavedSnapshot>> groups = new LinkedHashMap<>();
        for (SavedSnapshot saved : snapshots) {
            groups.computeIfAbsent(keyOf(saved.snapshot()), k -> new ArrayList<>())
                    .add(saved);
        }
        return groups;
    }

    public Key keyOf(Snapshot snapshot) {
        return new Key(
                byHost ? snapshot.hostname() : "",
                byPaths ? snapshot.paths().stream().sorted().toList() : List.of(),
                byTags ? snapshot.tags().stream().sorted().toList() : List.of());
    }

    /** As it is read. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (byHost) {
            words.add("host");
        }
        if (byPaths) {
            words.add("paths");
        }
        if (byTags) {
            words.add("tags");
        }
        return String.join(",", words);
    }
}
