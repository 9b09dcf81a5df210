package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.snapshot.SavedSnapshot;

/** Is told what each snapshot loses. */
public interface SnapshotRepairObserver {
    SnapshotRepairObserver NONE = new SnapshotRepairObserver() {
        @Override
        public void begin(SavedSnapshot snapshot) {}

        @Override
        public void lost(SavedSnapshot snapshot, Loss loss) {}
    };

    /** This snapshot is looked at now. */
    void begin(SavedSnapshot snapshot);

    /** One path of it. */
    void lost(SavedSnapshot snapshot, Loss loss);
}
