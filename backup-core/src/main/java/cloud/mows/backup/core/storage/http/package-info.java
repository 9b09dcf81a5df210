/**
 * What the places behind HTTP have in common: how long to wait, whose certificates to trust and which to
 * show, how fast to go, and which {@link cloud.mows.backup.core.storage.StorageException} a broken connection is. It knows no
 * protocol and makes no request; {@code s3} and {@code rest} do.
 *
 * <p>All types are immutable values or functions and safe for any thread, except that a
 * {@link cloud.mows.backup.core.storage.http.Pace} may keep its caller waiting.
 */
@NullMarked
package cloud.mows.backup.core.storage.http;

import org.jspecify.annotations.NullMarked;
