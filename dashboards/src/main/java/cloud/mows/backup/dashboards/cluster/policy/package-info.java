/**
 * When everything is backed up and how long it is kept, where no app asks for something else: the ClusterBackupPolicy, shown, tried and changed.
 *
 * <p>A change is tried before it is made, with what the controller decides by: when the next backups would begin, and how many restore points
 * nobody would keep any more. Pure but for the look at the cluster and the change itself. Threads: any.
 */
@NullMarked
package cloud.mows.backup.dashboards.cluster.policy;

import org.jspecify.annotations.NullMarked;
