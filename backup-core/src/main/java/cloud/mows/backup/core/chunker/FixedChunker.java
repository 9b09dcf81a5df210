package cloud.mows.backup.core.chunker;

import java.util.Objects;

/**
 * Cuts every so many bytes, whatever the content. For images of disks: what is written to one stays at its offset, so nothing
 * shifts, and a write changes one chunk, or two, but no chunk's end.
 */
public record FixedChunker(int maxBytes) implements Chunker {
    /** The average size of the other chunkers. */
    public static final int DEFAULT_BYTES = 1 << 20;

    /** @throws IllegalArgumentException if a chunk would have no bytes */
    public FixedChunker {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("chunks of " + maxBytes + " bytes");
        }
    }

    @Override
    public int zeroChunkBytes() {
        return maxBytes;
    }

    @Override
    public int cut(byte[] buffer, int offset, int length, int examined, boolean end) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length >= maxBytes) {
            return maxBytes;
        }
        return end && length > 0 ? length : -1;
    }
}
