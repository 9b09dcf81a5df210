/**
 * Where the backups of a cluster lie: each Repository, whether it can be opened and is whole, and what is in it.
 *
 * <p>What stands here is what the controller wrote into the status of the Repository, and what RestorePoints say; no repository is opened. One that is
 * added or removed here is a Repository, with a Secret that is never read again; what lies at the place is not touched. Threads: any.
 */
@NullMarked
package cloud.mows.backup.dashboards.cluster.place;

import org.jspecify.annotations.NullMarked;
