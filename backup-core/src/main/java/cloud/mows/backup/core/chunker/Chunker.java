package cloud.mows.backup.core.chunker;

/** Finds the ends of chunks. Immutable, safe for every thread. */
public sealed interface Chunker permits FixedChunker, GearChunker, RabinChunker {
    /** No chunk is longer. */
    int maxBytes();

    /** How long the chunks of a long run of zeros are. */
    int zeroChunkBytes();

    /** {@link #cut(byte[], int, int, int, boolean)} with nothing examined yet. */
    default int cut(byte[] buffer, int offset, int length, boolean end) {
        return cut(buffer, offset, length, 0, end);
    }

    /**
     * The length of the chunk that begins at {@code offset}.
     *
     * @param length how many bytes from {@code offset} on are there
     * @param examined how many of them were there when this method last said -1 for this chunk: these are not looked at
     *     again. 0 for a new chunk
     * @param end whether the data ends with them
     * @return between 1 and {@code length}; or -1 if more bytes are needed, which cannot be when {@code end} is true or
     *     {@code length >= maxBytes()}, or if there is nothing left: {@code length == 0}
     * @throws IndexOutOfBoundsException if the range is not inside the buffer
     */
    int cut(byte[] buffer, int offset, int length, int examined, boolean end);
}
