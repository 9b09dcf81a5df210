package cloud.mows.backup.core.target;

import cloud.mows.backup.core.posix.FileStat;

/** A regular file that was in the target before; it may be read by several threads. */
public interface ExistingFile extends AutoCloseable {
    /** When it was opened. */
    FileStat stat();

    /** Reads {@code length} bytes at {@code position}. @return fewer only at the end of the file */
    int readAt(byte[] into, int offset, int length, long position) throws TargetException;

    /**
     * Lets the system forget what it holds of the file in memory, so that what is read next comes from the disk. Only a hint,
     * and only for what was synced.
     */
    void forgetCached();

    @Override
    void close();
}
