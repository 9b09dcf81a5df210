/**
 * The verbs that only look: going through a snapshot in order, comparing two, adding up what they take.
 *
 * <p>{@link cloud.mows.backup.core.browse.TreeTraversal} visits one snapshot depth first in the order of names, one tree of
 * each level in memory; {@link cloud.mows.backup.core.browse.TreeDiff} goes through two side by side and skips what they
 * share; {@link cloud.mows.backup.core.browse.SnapshotSizes} counts by restic's four modes.
 *
 * <p>Invariants: nothing is written. Blobs are kept in mind as bits over the index, contents and paths as 64-bit hashes:
 * eight bytes each, so that ten million files still fit; two of so many are mistaken for one another once in some hundred
 * thousand runs.
 *
 * <p>Threads: one, except that adding up stored blobs reads trees in parallel. Failure:
 * {@link cloud.mows.backup.core.problem.BackupException}; a damaged tree ends the work.
 */
@NullMarked
package cloud.mows.backup.core.browse;

import org.jspecify.annotations.NullMarked;
