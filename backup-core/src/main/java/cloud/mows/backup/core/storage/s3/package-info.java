/**
 * A place in a bucket of Amazon S3 or of any server that speaks its protocol, in restic's default layout:
 * {@code prefix/config}, {@code prefix/keys/…}, {@code prefix/data/<2 hex>/…}.
 *
 * <p>An object appears whole or not at all, and every later listing shows it: S3 promises that. A save asks the server to
 * refuse a name that exists ({@code If-None-Match: *}). A server that does not know this header and says so is asked for
 * the object's size first; one that ignores it may overwrite a pack with the same bytes, which harms nobody. The config,
 * whose name is no hash, is always looked for first.
 *
 * <p>With an Object Lock every file but the locks is kept for some days against everybody, us included.
 *
 * <p>Only this package touches the AWS SDK, and nothing outside refers to a class of it, so that it is loaded by those who
 * use S3 only. The SDK's own retries are off: {@code layer} retries. Threads: one blocking client for any number of
 * threads, with a bounded pool of connections. Failure: {@code S3Failures} translates.
 */
@NullMarked
package cloud.mows.backup.core.storage.s3;

import org.jspecify.annotations.NullMarked;
