package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.BytePath;

/** A place with files. Closing it ends what it still has open. */
public interface Source extends AutoCloseable {
    /**
     * What lies at {@code path}; links on the way are followed, the last element is not.
     *
     * @throws SourceException.Vanished if there is nothing
     */
    SourceEntry entry(BytePath path) throws SourceException;

    /**
     * Hands over the contents that can be had only once and in an order of their own. Called once, before anything else.
     *
     * @throws cloud.mows.backup.core.problem.BackupException if they are not whole: then nothing of this source is to be saved
     */
    default void readAhead(ContentSink contents) throws InterruptedException {}

    @Override
    void close();
}
