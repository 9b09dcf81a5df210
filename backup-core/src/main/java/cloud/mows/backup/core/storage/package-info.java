/**
 * Where a repository's files lie. {@link cloud.mows.backup.core.storage.Storage} is the contract; {@code memory},
 * {@code directory}, {@code s3} and {@code rest} are places; {@code layer} holds what wraps any of them (retry, throttle,
 * meter, cache); {@code http} is what places behind HTTP share, and {@code open} builds the place and its layers from a
 * {@link cloud.mows.backup.core.storage.StorageLocation}. This package imports none of them. It speaks names and bytes only
 * and does not know the repository's identifiers.
 *
 * <p>Threads: every implementation serves many at once. Failure: {@link cloud.mows.backup.core.storage.StorageException},
 * checked and sealed, so that a caller decides about each outcome.
 */
@NullMarked
package cloud.mows.backup.core.storage;

import org.jspecify.annotations.NullMarked;
