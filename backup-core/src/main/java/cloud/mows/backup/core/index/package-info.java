/**
 * Finding blobs. {@link cloud.mows.backup.core.index.IndexCodec} reads and writes index files;
 * {@link cloud.mows.backup.core.index.Segment} is the same knowledge as a sorted, memory-mapped local file, so that memory
 * does not grow with the repository; {@link cloud.mows.backup.core.index.BlobIndex} answers questions from segments and from
 * what this process writes.
 *
 * <p>Invariant: local files are a cache. Deleting or damaging them costs time, never data. This package does not know where
 * index files are stored; {@code repository} brings their bytes.
 */
@NullMarked
package cloud.mows.backup.core.index;

import org.jspecify.annotations.NullMarked;
