package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;

/** A snapshot file that is damaged. */
public record UnreadableSnapshot(SnapshotId id, BackupException why) {}
