/**
 * What can be restored, as objects of the cluster: each restore point of each repository, of whichever cluster and whether or not its
 * namespace is there. A run writes its own; everything else is listed by a Job that reads the repository.
 *
 * <p>Knows restore points, repositories and movers. Invariants: what a list does not have is removed only if it was known before the list
 * was begun; a list that is not whole changes nothing; a restore point has the same name whoever writes it. Safe for any number of threads,
 * but only one per repository.
 */
@NullMarked
package cloud.mows.backup.schedulers.points;

import org.jspecify.annotations.NullMarked;
