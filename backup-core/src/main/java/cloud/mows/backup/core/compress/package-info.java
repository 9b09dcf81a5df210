/**
 * Zstandard (RFC 8878) by zstd-jni, for blobs and for the repository's own documents.
 *
 * <p>What does not shrink is left alone: {@link cloud.mows.backup.core.compress.BlobCompressor} says so instead of
 * writing a frame, and the caller keeps the bytes as they are.
 *
 * <p>Frames that come back are the bytes of strangers: {@link cloud.mows.backup.core.compress.BlobDecompressor} never
 * writes more than the caller's bound and never allocates because a frame's header asks for it. A frame that is damaged,
 * too long or too short is a {@link cloud.mows.backup.core.compress.MalformedFrameException}.
 *
 * <p>No I/O. Compressors and decompressors hold native memory, must be closed, and belong to one thread at a time.
 */
@NullMarked
package cloud.mows.backup.core.compress;

import org.jspecify.annotations.NullMarked;
