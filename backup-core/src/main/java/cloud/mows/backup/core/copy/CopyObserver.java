package cloud.mows.backup.core.copy;

import cloud.mows.backup.core.snapshot.SavedSnapshot;

/** Is told how far copying is, and need not listen to all of it; {@link #copied} by several threads at once. */
public interface CopyObserver {
    CopyObserver NONE = new CopyObserver() {};

    /** The trees of this snapshot are read now. */
    default void examining(SavedSnapshot snapshot) {}

    /** It was copied before. */
    default void skipped(SavedSnapshot snapshot, SavedSnapshot copy) {}

    /**
     * So much more is to be copied.
     *
     * @param bytes as the source stores them
     */
    default void planned(long blobs, long bytes) {}

    /** One blob more is copied. */
    default void copied(long plainBytes) {}

    /** The copy of a snapshot is durable. */
    default void saved(SavedSnapshot snapshot, SavedSnapshot copy) {}
}
