/**
 * Finding blobs. {@link cloud.mows.backup.core.index.IndexCodec} reads and writes index files;
 * {@link cloud.mows.backup.core.index.Segment} is what some of them say as a sorted, memory-mapped local file, so that memory
 * does not grow with the repository; {@link cloud.mows.backup.core.index.BlobIndex} answers questions from segments and from
 * what this process writes.
 *
 * <p>Segments are merged like those of a log-structured tree ({@code MergePolicy}): a hundred million blobs are in at most 21
 * of them and each was rewritten some six times. A filter in each says of most absent blobs that they are not there. Merging
 * happens when segments are opened, and during a run in one background thread; a merge that fails or is cut off leaves what
 * it was to replace.
 *
 * <p>Opening reads the first pages of each segment; every other page is verified when it is first read. What is damaged is
 * made again from the repository, which {@code repository} does: this package does not know where index files are stored.
 *
 * <p>Invariant: local files are a cache. Deleting or damaging them costs time, never data. They are immutable, named by the
 * index files that they stand for, and renamed into place when they are whole, so that processes may share a folder without
 * a lock.
 */
@NullMarked
package cloud.mows.backup.core.index;

import org.jspecify.annotations.NullMarked;
