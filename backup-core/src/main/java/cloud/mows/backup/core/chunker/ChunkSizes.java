package cloud.mows.backup.core.chunker;

/**
 * How long chunks are, in bytes.
 *
 * @param min no chunk is shorter, but for the last of a file
 * @param average of chunks of random data
 * @param max no chunk is longer
 */
public record ChunkSizes(int min, int average, int max) {
    /** restic's: 512 KiB, 1 MiB, 8 MiB. */
    public static final ChunkSizes DEFAULT = new ChunkSizes(512 << 10, 1 << 20, 8 << 20);

    /** The reach of the rolling hash. */
    static final int WINDOW = 64;

    /** @throws IllegalArgumentException unless {@code 64 <= min < average} and {@code 3 * average <= max} */
    public ChunkSizes {
        if (min < WINDOW || min >= average || max / 3 < average) {
            throw new IllegalArgumentException("chunk sizes must be at least 64, more than that, and three times more: "
                    + min + ", " + average + ", " + max);
        }
    }
}
