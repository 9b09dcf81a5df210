/**
 * The verb {@code backup}. The walker goes through the source beside the parent snapshot's tree; readers cut changed files
 * into chunks; workers hash, compress and seal them; each directory becomes a tree blob when its last entry is ready; the
 * snapshot is written last.
 *
 * <p>It does not know where the bytes come from ({@code source}) or where they go ({@code repository}).
 *
 * <p>Invariants: a snapshot is written only after everything it names is durable; a tree is made only of entries whose blobs
 * were saved in this run or are in the index. An entry that cannot be read is reported and left out, never recorded as empty.
 * A source that has lost what the parent snapshot has, by a rule the caller sets, ends the run before it makes a snapshot.
 * A file's node tells size and blobs of the same bytes, and the times from before they were read.
 *
 * <p>Threads: one walker, {@code readers} readers, one worker per processor. Bounds: files ahead of the readers, bytes of
 * chunks ahead of the workers, pack buffers behind them. The first failure ends the run.
 */
@NullMarked
package cloud.mows.backup.core.archive;

import org.jspecify.annotations.NullMarked;
