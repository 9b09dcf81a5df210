/**
 * An open repository: passwords and keys, locks, sealed documents, reading and writing blobs. The only caller of
 * {@code storage}; verbs stand above it and never see where bytes lie.
 *
 * <p>Invariants: an index file names only durable packs; a tree's pack is listed no earlier than the packs of what it names;
 * what is written is decoded again before it is sent; nothing is deleted here but what a caller names; who took a lock writes and
 * deletes nothing once it is lost.
 *
 * <p>Threads: everything public is safe for many. {@link cloud.mows.backup.core.repository.PackWriter} stores packs in the
 * background; its buffers are the bound on memory. Failure: {@link cloud.mows.backup.core.problem.BackupException}.
 */
@NullMarked
package cloud.mows.backup.core.repository;

import org.jspecify.annotations.NullMarked;
