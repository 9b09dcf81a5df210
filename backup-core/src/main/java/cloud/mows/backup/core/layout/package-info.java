/**
 * How a backup of an app lies in a repository: one snapshot for each complete backup, a restore point, whose tree holds all of
 * the app, and until that is there one snapshot for each part. FORMAT.md describes it; everything else of ours reads and writes it
 * through this package.
 *
 * <p>Knows snapshots and trees, and nothing of clusters, machines or movers. Invariants: a restore point is there whole or not at all,
 * since it is written when all its parts are durable; a part is removed only when the restore point that has it is there. Threads: values
 * are immutable, a {@link cloud.mows.backup.core.layout.Composer} belongs to one. Failures: {@link
 * cloud.mows.backup.core.problem.BackupException}; after any of them composing can be begun anew.
 */
@NullMarked
package cloud.mows.backup.core.layout;

import org.jspecify.annotations.NullMarked;
