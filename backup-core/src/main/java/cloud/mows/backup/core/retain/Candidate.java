package cloud.mows.backup.core.retain;

import cloud.mows.backup.core.id.SnapshotId;
import java.time.OffsetDateTime;
import java.util.List;

/** What retention needs to know of a snapshot. */
public record Candidate(SnapshotId id, OffsetDateTime time, List<String> tags) {
    public Candidate {
        tags = List.copyOf(tags);
    }
}
