/**
 * {@link cloud.mows.backup.crds.grant.BackupGrant}: the administrator's word that some namespaces may ask for backups of their
 * own, and how much. It knows how lengths of time are spelled in policies, and nothing else of them.
 *
 * <p>Invariant: what a grant does not mention, it does not allow. An empty list never means all.
 */
@NullMarked
package cloud.mows.backup.crds.grant;

import org.jspecify.annotations.NullMarked;
