package cloud.mows.backup.core.copy;

import cloud.mows.backup.core.snapshot.SavedSnapshot;

/** Is told how far copying is; {@link #copied} by several threads at once. */
public interface CopyObserver {
    CopyObserver NONE = new CopyObserver() {
        @Override
        public void examining(SavedSnapshot snapshot) {}

        @Override
        public void skipped(SavedSnapshot snapshot, SavedSnapshot copy) {}

        @Override
        public void planned(long blobs, long bytes) {}

        @Override
        public void copied(long plainBytes) {}

        @Override
        public void saved(SavedSnapshot snapshot, SavedSnapshot copy) {}
    };

    /** The trees of this snapshot are read now. */
    void examining(SavedSnapshot snapshot);

    /** It was copied before. */
    void skipped(SavedSnapshot snapshot, SavedSnapshot copy);

    /**
     * So much more is to be copied.
     *
     * @param bytes as the source stores them
     */
    void planned(long blobs, long bytes);

    /** One blob more is copied. */
    void copied(long plainBytes);

    /** The copy of a snapshot is durable. */
    void saved(SavedSnapshot snapshot, SavedSnapshot copy);
}
