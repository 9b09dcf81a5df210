/**
 * Copying snapshots from one repository to another: {@link cloud.mows.backup.core.copy.SnapshotCopier}. Blobs that the target
 * has are skipped, all others are read, verified, and sealed anew with its key; identifiers stay, because they are hashes of
 * plaintext. What was cut by the source's chunker deduplicates with what the source cuts later, whatever the target's chunker
 * does. Which snapshots are taken as copied already follows restic's rule (restic cmd/restic/cmd_copy.go).
 *
 * <p>Invariants, at any moment a run is cut off: the target lists a tree no earlier than what it names, and a snapshot last;
 * the next run goes on from what is there. The source is only read. A shared lock on both is enough, which the caller takes.
 *
 * <p>Memory: two bits for each of the source's blobs, and what reading and writing packs take. Threads: packs are read by
 * several. Failure: {@link cloud.mows.backup.core.problem.BackupException}; snapshots of earlier batches stay copied.
 */
@NullMarked
package cloud.mows.backup.core.copy;

import org.jspecify.annotations.NullMarked;
