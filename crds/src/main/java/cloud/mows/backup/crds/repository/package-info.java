/**
 * {@link cloud.mows.backup.crds.repository.Repository}: one encrypted store, where it is and which secrets open it. It knows
 * nothing of policies and backups, which name it.
 *
 * <p>Secrets are references into the controller's namespace. The id that the repository had when it was first opened stands in
 * the status and cannot change, so that another repository at the same address is noticed and never written to.
 */
@NullMarked
package cloud.mows.backup.crds.repository;

import org.jspecify.annotations.NullMarked;
