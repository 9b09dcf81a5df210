package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.id.SnapshotId;

/** A snapshot and the name of the file that holds it. */
public record SavedSnapshot(SnapshotId id, Snapshot snapshot) {
    /** What all its copies and rewritten versions have in common: the first of the chain. */
    public SnapshotId originalId() {
        SnapshotId original = snapshot.original();
        return original == null ? id : original;
    }
}
