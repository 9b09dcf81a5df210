package cloud.mows.backup.core.target;

/** A place for restored files. Closing it ends what is still open; what was not committed is left behind, partial. */
public interface Target extends AutoCloseable {
    TargetDirectory root();

    /**
     * Waits until everything that was written is on disk, on all file systems that were written to.
     *
     * @throws TargetException also for what the system could not write since the target was opened
     */
    void sync() throws TargetException;

    @Override
    void close();
}
