/**
 * What is backed up, when, and how long it is kept: {@link cloud.mows.backup.crds.policy.BackupPolicy} is an app's request,
 * {@link cloud.mows.backup.crds.policy.ClusterBackupPolicy} the administrator's word for everything that no granted request
 * speaks of. Neither knows who may ask for what (that is a BackupGrant's business), nor what became of it (a Backup's).
 *
 * <p>A BackupPolicy reads the same on a host without Kubernetes, so nothing in it needs a cluster to make sense: a volume's
 * name is there that of a compose volume, a container that of a service, and there are no objects.
 *
 * <p>Invariants: an empty specification is valid and asks for everything; rules are read from top to bottom and the first
 * that matches decides; what no rule matches is backed up; nothing is left out without a reason, which the ledger of each
 * backup repeats.
 */
@NullMarked
package cloud.mows.backup.crds.policy;

import org.jspecify.annotations.NullMarked;
