package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.storage.StorageException;
import java.time.Duration;

/** Hears of every failure that is about to be tried again; called by the thread that waits. */
@FunctionalInterface
public interface RetryListener {
    RetryListener SILENT = (failure, attempt, wait) -> {};

    /** @param attempt the number of the one that failed, from 1 */
    void retrying(StorageException failure, int attempt, Duration wait);
}
