package cloud.mows.backup.core.crypto;

/**
 * The cost of stretching a password with scrypt (RFC 7914). Key files of strangers hold these numbers, so they are
 * bounded: at most {@link #MEMORY_BYTES_MAX} of memory and {@link #WORK_BYTES_MAX} of it written in all.
 *
 * @param n cost, a power of two above 1
 * @param r block size, in 128 bytes
 * @param p how often the whole is done, one after the other
 */
public record ScryptParameters(int n, int r, int p) {
    public static final long MEMORY_BYTES_MAX = 512L << 20;
    public static final long WORK_BYTES_MAX = 8L << 30;

    /** What new key files of ours get: 32 MiB, about a tenth of a second. */
    public static final ScryptParameters DEFAULT = new ScryptParameters(1 << 15, 8, 1);

    /** @throws IllegalArgumentException if a number is out of bounds */
    public ScryptParameters {
        if (n < 2 || Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException("scrypt: N must be a power of two above 1, not " + n);
        }
        if (r < 1 || p < 1) {
            throw new IllegalArgumentException("scrypt: r and p must be at least 1, not " + r + " and " + p);
        }
        long limit = MEMORY_BYTES_MAX / 128;
        if (r > limit / n || p > limit / r) {
            throw new IllegalArgumentException("scrypt: N=" + n + " r=" + r + " p=" + p + " needs too much memory");
        }
        if (p > WORK_BYTES_MAX / (128L * n * r)) {
            throw new IllegalArgumentException("scrypt: N=" + n + " r=" + r + " p=" + p + " takes too long");
        }
    }

    /** What stretching takes at its peak, nearly all of it in one array. */
    public long memoryBytes() {
        return 128L * n * r;
    }
}
