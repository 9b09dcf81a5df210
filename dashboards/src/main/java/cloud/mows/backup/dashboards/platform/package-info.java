/**
 * What this program shows the backups of: one machine, or a cluster. Half of the API is about either. Knows nothing of both.
 */
@NullMarked
package cloud.mows.backup.dashboards.platform;

import org.jspecify.annotations.NullMarked;
