package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.retain.TagList;
import java.util.HashSet;
import java.util.List;

/**
 * Which snapshots are meant; an empty list does not restrict.
 *
 * @param hosts any of these
 * @param tags all tags of any of these lists
 * @param paths all of these, possibly among others
 */
public record SnapshotFilter(List<String> hosts, List<TagList> tags, List<String> paths) {
    public static final SnapshotFilter ALL = new SnapshotFilter(List.of(), List.of(), List.of());

    public SnapshotFilter {
        // Snapshots hold nothing but text.
        hosts = hosts.stream().map(EscapedBytes::replaced).toList();
        tags = List.copyOf(tags);
        paths = paths.stream().map(EscapedBytes::replaced).toList();
    }

    public boolean isEmpty() {
        return equals(ALL);
    }

    public boolean matches(Snapshot snapshot) {
        return (hosts.isEmpty() || hosts.contains(snapshot.hostname()))
                && (tags.isEmpty() || tags.stream().anyMatch(list -> list.matches(snapshot.tags())))
                && (paths.isEmpty() || new HashSet<>(snapshot.paths()).containsAll(paths));
    }

    /** For messages: {@code hosts [a], tags [[x, y]]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        part(text, "hosts", hosts);
        part(text, "tags", tags);
        part(text, "paths", paths);
        return text.isEmpty() ? "no filter" : text.toString();
    }

    private static void part(StringBuilder text, String name, List<?> values) {
        if (!values.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(values);
        }
    }
}
