/**
 * Answers to what apps ask for: looks at the requests with the rights of whoever asks, and makes the BackupGrant that allows one, or
 * writes the denial into the status of its BackupPolicy. The command line and the page answer through this alone.
 *
 * <p>What a request is, and which grant covers it, is decided in {@link cloud.mows.backup.schedulers.request}; here it is done, and only
 * to what was shown: what has changed since is {@link cloud.mows.backup.schedulers.answer.Outcome.Stale}. What was written is read
 * again, so nobody is told of an answer that the cluster does not hold. Threads: any; nothing is kept between two calls.
 */
@NullMarked
package cloud.mows.backup.schedulers.answer;

import org.jspecify.annotations.NullMarked;
