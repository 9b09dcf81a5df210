/**
 * The only door of the engine: {@link cloud.mows.backup.core.engine.Engine} opens or creates a repository from
 * {@link cloud.mows.backup.core.engine.RepositoryAccess} and offers each verb as a method with a request and a report. The
 * command line, the service and the movers use this package and the values it speaks in, nothing below it.
 *
 * <p>To add a verb: write its package with a request, a report and one class that does it; give {@code Engine} one method
 * that hands over the repository. What takes more than a few lines does not belong here.
 *
 * <p>Invariants: a repository is opened with the lock that the caller asked for, and closing the engine gives the lock back
 * before anything else can fail. Storage is built in one order: the store itself, retries, rate limits, local cache.
 *
 * <p>Threads: {@code Engine} serves many; {@code releaseLock} may be called from a shutdown hook at any time. Failure:
 * {@link cloud.mows.backup.core.problem.BackupException}.
 */
@NullMarked
package cloud.mows.backup.core.engine;

import org.jspecify.annotations.NullMarked;
