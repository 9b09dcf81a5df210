/**
 * What there is to come back, and the wish that it does: {@link cloud.mows.backup.crds.restore.RestorePoint} and
 * {@link cloud.mows.backup.crds.restore.Restore}.
 *
 * <p>Invariants: a restore point mirrors what is in repositories and is written by us alone; it outlives the namespace that it is of. A
 * Restore names one app, and changes nothing while it is only a plan.
 */
@NullMarked
package cloud.mows.backup.crds.restore;

import org.jspecify.annotations.NullMarked;
