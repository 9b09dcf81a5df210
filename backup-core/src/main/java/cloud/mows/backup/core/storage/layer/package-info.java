/**
 * What wraps any {@link cloud.mows.backup.core.storage.Storage} and is one itself: {@code RetryStorage} outlives passing
 * failures, {@code ThrottleStorage} keeps to a rate, {@code MeterStorage} counts, {@code CacheStorage} keeps documents and
 * those packs that will be read again on a local disk, within a size. They know nothing of where the files lie, and nothing of
 * what is in them but that names are hashes.
 *
 * <p>From the caller down to the place: cache, retry, meter, throttle, place. So what the cache answers costs no retry, and
 * the meter counts what really went over the line. What is kept is told through
 * {@link cloud.mows.backup.core.storage.LocalCopies}, and can be deleted at any time.
 *
 * <p>Threads: each layer serves as many as the place below it. Time and chance come from outside, so that no test waits.
 * Failure: layers pass on what the place throws; the cache never fails an operation because its own disk does.
 */
@NullMarked
package cloud.mows.backup.core.storage.layer;

import org.jspecify.annotations.NullMarked;
