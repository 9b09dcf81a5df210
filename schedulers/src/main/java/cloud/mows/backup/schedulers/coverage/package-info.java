/**
 * What of the cluster is backed up: {@link cloud.mows.backup.schedulers.coverage.CoverageDecider} gives every namespace and every
 * PersistentVolumeClaim exactly one {@link cloud.mows.backup.schedulers.coverage.Covered} with the reason in words, from what policies
 * say and from what Backups tell that is really in repositories.
 *
 * <p>Pure: observed objects and a moment in, values out. Invariants: nothing is called protected because a policy names it, only
 * because a backup holds it that is recent and lacks nothing; what is doubtful is never called protected; a claim that was made anew
 * under an old name is not the old one.
 */
@NullMarked
package cloud.mows.backup.schedulers.coverage;

import org.jspecify.annotations.NullMarked;
