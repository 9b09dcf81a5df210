package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Snapshot} together; for one thread. */
public final class SnapshotBuilder {
    private Instant time;
    private ZoneOffset offset;
    private BlobId tree;
    private List<String> paths = List.of();
    private String hostname = "";
    private String username = "";
    private long uid;
    private long gid;
    private List<String> excludes = List.of();
    private List<String> tags = List.of();
    private @Nullable SnapshotId parent;
    private @Nullable SnapshotId original;
    private String programVersion = "";
    private @Nullable SnapshotSummary summary;
    private Map<String, String> otherFields = Map.of();

    SnapshotBuilder(Instant time, ZoneOffset offset, BlobId tree) {
        this.time = time;
        this.offset = offset;
        this.tree = tree;
    }

    SnapshotBuilder(Snapshot from) {
        this(from.time(), from.offset(), from.tree());
        paths = from.paths();
        hostname = from.hostname();
        username = from.username();
        uid = from.uid();
        gid = from.gid();
        excludes = from.excludes();
        tags = from.tags();
        parent = from.parent();
        original = from.original();
        programVersion = from.programVersion();
        summary = from.summary();
        otherFields = from.otherFields();
    }

    public SnapshotBuilder time(Instant value, ZoneOffset valueOffset) {
        time = value;
        offset = valueOffset;
        return this;
    }

    public SnapshotBuilder tree(BlobId value) {
        tree = value;
        return this;
    }

    public SnapshotBuilder paths(List<String> value) {
        paths = value;
        return this;
    }

    public SnapshotBuilder hostname(String value) {
        hostname = value;
        return this;
    }

    public SnapshotBuilder user(String name, long userId, long groupId) {
        username = name;
        uid = userId;
        gid = groupId;
        return this;
    }

    public SnapshotBuilder excludes(List<String> value) {
        excludes = value;
        return this;
    }

    public SnapshotBuilder tags(List<String> value) {
        tags = value;
        return this;
    }

    public SnapshotBuilder parent(@Nullable SnapshotId value) {
        parent = value;
        return this;
    }

    public SnapshotBuilder original(@Nullable SnapshotId value) {
        original = value;
        return this;
    }

    public SnapshotBuilder programVersion(String value) {
        programVersion = value;
        return this;
    }

    public SnapshotBuilder summary(@Nullable SnapshotSummary value) {
        summary = value;
        return this;
    }

    public SnapshotBuilder otherFields(Map<String, String> value) {
        otherFields = value;
        return this;
    }

    public Snapshot build() {
        return new Snapshot(
                time,
                offset,
                tree,
                paths,
                hostname,
                username,
                uid,
                gid,
                excludes,
                tags,
                parent,
                original,
                programVersion,
                summary,
                otherFields);
    }
}
