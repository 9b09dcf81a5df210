package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.tree.Node;
import org.jspecify.annotations.Nullable;

/** Hears how a backup goes. Methods are called from many threads, often, and must return at once. */
public interface ArchiveObserver {
    /** What became of an entry compared with the parent snapshot. */
    enum Change {
        NEW,
        CHANGED,
        UNCHANGED
    }

    /** The run compares with this snapshot; null if there is none. Called once, before anything else. */
    default void comparing(@Nullable SnapshotId parent) {}

    /** A file's content is being read. */
    default void started(BytePath file) {}

    /** Bytes of file contents that are done with, read or found unchanged. */
    default void bytes(long count) {}

    /** A file, link or device is done. */
    default void saved(BytePath path, Node node, Change change) {}

    /** A directory and all in it is done. */
    default void savedDirectory(BytePath path, Change change) {}

    /** An entry could not be saved, fully or in part; the run goes on. */
    default void problem(BytePath path, String message) {}

    /**
     * A file was saved as it was read while somebody wrote to it: it may be a mixture of before and after. The next run reads
     * it again. It counts as saved.
     */
    default void changedWhileRead(BytePath path, String message) {}

    /** Something that the user should look at; it counts as saved. */
    default void warning(BytePath path, String message) {}

    /** Hears nothing. */
    ArchiveObserver SILENT = new ArchiveObserver() {};
}
