/**
 * Giving up what is no longer wanted. {@link cloud.mows.backup.core.prune.Forget} removes snapshots; {@link
 * cloud.mows.backup.core.prune.PrunePlanner} then finds what no snapshot needs and makes a {@link
 * cloud.mows.backup.core.prune.PrunePlan}, which {@link cloud.mows.backup.core.prune.PruneRunner} carries out. Which packs are
 * rewritten follows restic's rules (restic internal/repository/prune.go).
 *
 * <p>Invariants: nothing is deleted that the plan does not name; a plan is refused when a snapshot or tree cannot be read or
 * anything that is needed is missing or has a wrong size; whatever moment a run is cut off at, everything that snapshots need
 * is stored and listed; both need the exclusive lock and ask it before each deletion whether it is still theirs. Of a blob in
 * several packs one copy stays, the same one whenever it is computed.
 *
 * <p>Memory: two bits for each blob and some forty bytes for each pack; the index is never loaded, its mapped segments are
 * scanned. Threads: trees are read, packs rewritten and files deleted by several threads; a planner or runner belongs to one.
 *
 * <p>Failure: {@link cloud.mows.backup.core.problem.BackupException}. It does not know other verbs, and nothing of storage but
 * the kinds of files.
 */
@NullMarked
package cloud.mows.backup.core.prune;

import org.jspecify.annotations.NullMarked;
