package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.Problem;

/** Told while it happens; by several threads at once. */
public interface ExtractObserver {
    ExtractObserver NONE = new ExtractObserver() {};

    /** One more entry is to be restored. */
    default void found(long bytes) {}

    /** Bytes of content were written. */
    default void wrote(long bytes) {}

    /** An entry is done. @param location in the snapshot */
    default void done(ExtractAction action, BytePath location, long bytes) {}

    /** Something that nobody in our place could do, summed up at the end; it is no failure. */
    default void limited(String text) {}

    /** Something of an entry could not be restored. */
    default void failed(BytePath location, Problem problem) {}
}
