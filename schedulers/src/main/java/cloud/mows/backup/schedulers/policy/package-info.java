/**
 * What governs each namespace, and how it is therefore backed up: {@link
 * cloud.mows.backup.schedulers.policy.GovernanceDecider} makes of all documents one {@link
 * cloud.mows.backup.schedulers.policy.Governance}. Pure: documents and a moment in, values out. It does not know runs, nor what has
 * been backed up.
 *
 * <p>Invariants. Each namespace has exactly one answer. A BackupPolicy says something only about the namespace that it is in, and
 * only if one grant allows all that it asks for; until then its namespace is backed up as if it were not there. What a policy
 * leaves out is as the ClusterBackupPolicy says: that is the administrator's own word, and no grant has to repeat it; so an app
 * may ask for another schedule without having the default's repositories granted. Hooks hold only from a granted policy. Rules
 * of the app come before those of the cluster, windows and quiet hours of both hold.
 *
 * <p>Nothing that is wrong stops backups: a schedule that cannot be followed is told, and the next wider one is followed. What a
 * namespace may read of others' documents in its conditions is: limits of grants that name it, names of repositories, and whether
 * they can be used.
 */
@NullMarked
package cloud.mows.backup.schedulers.policy;

import org.jspecify.annotations.NullMarked;
