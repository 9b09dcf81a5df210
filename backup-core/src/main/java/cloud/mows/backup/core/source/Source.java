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

    @Override
    void close();
}
