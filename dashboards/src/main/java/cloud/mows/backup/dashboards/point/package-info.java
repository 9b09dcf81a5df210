/**
 * Restore points, as they are in the repository, and the files in them. Knows the open repository, and from runs whether a restore point
 * is complete. Nothing here changes anything.
 *
 * <p>Threads: any. Failures: {@link cloud.mows.backup.core.problem.BackupException} where the repository cannot be read.
 */
@NullMarked
package cloud.mows.backup.dashboards.point;

import org.jspecify.annotations.NullMarked;
