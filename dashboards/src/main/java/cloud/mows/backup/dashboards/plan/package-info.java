/**
 * Restores: planned, shown, and then done. The plan is a dry run of the engine itself, so that it and what is done agree; it says what is
 * there now, and is refused when that has changed. What will be overwritten is saved as a restore point of its own first.
 *
 * <p>Knows restore points and runs. Plans are in memory: after a restart one makes them anew. Threads: any. Failures: {@link
 * cloud.mows.backup.core.problem.BackupException}, {@link cloud.mows.backup.dashboards.problem.ApiException}.
 */
@NullMarked
package cloud.mows.backup.dashboards.plan;

import org.jspecify.annotations.NullMarked;
