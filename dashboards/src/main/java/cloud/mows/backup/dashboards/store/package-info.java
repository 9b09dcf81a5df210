/**
 * The repository of a host, opened for looking into it: kept open while it is looked at, and opened anew when a run has changed it. Knows
 * documents and secrets, and nothing of runs.
 *
 * <p>Threads: any; an open repository is shared, and closed when nobody uses it and it was not used for some minutes. Failures:
 * {@link cloud.mows.backup.core.problem.BackupException}.
 */
@NullMarked
package cloud.mows.backup.dashboards.store;

import org.jspecify.annotations.NullMarked;
