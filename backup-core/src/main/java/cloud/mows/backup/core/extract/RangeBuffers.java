package cloud.mows.backup.core.extract;

/** The memory of one worker. Larger arrays than it keeps are made for one use, for blobs of a size that is rare. */
final class RangeBuffers {
    /** What a range has at most, and no blob of restic or of ours is longer. */
    static final int KEPT_BYTES_MAX = (8 << 20) + (64 << 10);

    private byte[] sealed = new byte[256 << 10];
    private byte[] plain = new byte[256 << 10];

    byte[] sealed(int length) {
        if (length > KEPT_BYTES_MAX) {
            return new byte[length];
        }
        if (sealed.length < length) {
            sealed = new byte[grown(sealed.length, length)];
        }
        return sealed;
    }

    byte[] plain(int length) {
        if (length > KEPT_BYTES_MAX) {
            return new byte[length];
        }
        if (plain.length < length) {
            plain = new byte[grown(plain.length, length)];
        }
        return plain;
    }

    private static int grown(int had, int needed) {
        return Math.min(KEPT_BYTES_MAX, Math.max(needed, had * 2));
    }
}
