package cloud.mows.backup.core.target;

/** A place for restored files. Closing it ends what is still open; what was not committed is left behind, partial. */
public interface Target extends AutoCloseable {
    TargetDirectory root();

    @Override
    void close();
}
