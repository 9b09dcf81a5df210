/**
 * {@link cloud.mows.backup.crds.backup.Backup}: one run for one app. The specification says for which policy and never changes;
 * the status tells the run and is all that a controller needs to go on after its death. It names policies and repositories
 * and knows no more of them.
 *
 * <p>Invariants: what a run makes, and what it holds still, stands in the status before it happens, and is struck out only
 * when it is seen to be gone; a finished run stays as it finished. Both are how nothing is left behind after a crash.
 */
@NullMarked
package cloud.mows.backup.crds.backup;

import org.jspecify.annotations.NullMarked;
