package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One moment of some paths. Absent texts are empty, absent numbers 0.
 *
 * @param offset the writer's offset from UTC at {@code time}, whole minutes
 * @param parent the snapshot that this one was compared with
 * @param original the first of a chain of rewritten snapshots
 * @param programVersion for example {@code restic 0.18.1}
 * @param otherFields what other programs wrote, name to raw JSON, in order
 */
public record Snapshot(
        Instant time,
        ZoneOffset offset,
        BlobId tree,
        List<String> paths,
        String hostname,
        String username,
        long uid,
        long gid,
        List<String> excludes,
        List<String> tags,
        @Nullable SnapshotId parent,
        @Nullable SnapshotId original,
        String programVersion,
        @Nullable SnapshotSummary summary,
        Map<String, String> otherFields) {

    public Snapshot {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
        tags = List.copyOf(tags);
        otherFields = RawFields.copyOf(otherFields);
    }

    /** The time as the writer's clock showed it. */
    public OffsetDateTime localTime() {
        return time.atOffset(offset);
    }

    public static SnapshotBuilder builder(Instant time, ZoneOffset offset, BlobId tree) {
        return new SnapshotBuilder(time, offset, tree);
    }

    public SnapshotBuilder toBuilder() {
        return new SnapshotBuilder(this);
    }
}
