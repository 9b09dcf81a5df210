package cloud.mows.backup.core.work;

/**
 * A piece of work.
 *
 * @param <X> the checked exception with which it may fail
 */
@FunctionalInterface
public interface Task<X extends Exception> {
    /** @throws InterruptedException if it was told to stop */
    void run() throws X, InterruptedException;
}
