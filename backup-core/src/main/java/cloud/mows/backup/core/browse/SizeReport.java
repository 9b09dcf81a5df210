package cloud.mows.backup.core.browse;

/**
 * What was counted; what the mode does not count is 0.
 *
 * @param files entries of all kinds in mode {@link SizeMode#RESTORE_SIZE}
 * @param bytes as stored in mode {@link SizeMode#RAW_DATA}
 * @param plainBytes the same before compression
 * @param compressedBytes of those blobs that are compressed, as stored
 * @param compressedPlainBytes the same before compression
 */
public record SizeReport(
        long snapshots,
        long files,
        long blobs,
        long bytes,
        long plainBytes,
        long compressedBytes,
        long compressedPlainBytes) {

    /** How many times smaller compression made what it could; 0 where nothing is compressed. */
    public double compressionRatio() {
        return compressedBytes == 0 ? 0 : (double) compressedPlainBytes / compressedBytes;
    }

    /** How much of all is compressed, in percent. */
    public double compressionProgress() {
        return plainBytes == 0 ? 0 : (double) compressedPlainBytes / plainBytes * 100;
    }

    /** What compression saved of all, in percent. */
    public double spaceSaving() {
        return plainBytes == 0 ? 0 : (1 - (double) bytes / plainBytes) * 100;
    }
}
