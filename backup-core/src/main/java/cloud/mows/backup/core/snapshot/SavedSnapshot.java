package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.id.SnapshotId;
import java.util.Comparator;

/** A snapshot and the name of the file that holds it. */
public record SavedSnapshot(SnapshotId id, Snapshot snapshot) {
    /** By time, then by identifier, so that two of the same moment never change places. */
    public static final Comparator<SavedSnapshot> OLDEST_FIRST = SavedSnapshot::compare;

    public static final Comparator<SavedSnapshot> NEWEST_FIRST = OLDEST_FIRST.reversed();

    private static int compare(SavedSnapshot a, SavedSnapshot b) {
        int byTime = a.snapshot.time().compareTo(b.snapshot.time());
        return byTime != 0 ? byTime : a.id.compareTo(b.id);
    }

    /** What all its copies and rewritten versions have in common: the first of the chain. */
    public SnapshotId originalId() {
        SnapshotId original = snapshot.original();
        return original == null ? id : original;
    }
}
