package cloud.mows.backup.core.chunker;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The 256 random words of the gear hash. Immutable; it is a secret of the repository, so it shows nothing.
 *
 * <p>Derivation (HKDF-Expand of RFC 5869 with SHA-256): with the 32-byte seed as the key, {@code T(1) = HMAC(info || 1)},
 * {@code T(i) = HMAC(T(i-1) || info || i)} for i up to 64, {@code info} the ASCII bytes {@code mows-backup gear table};
 * the words are the 2048 bytes T(1) || ... || T(64), little-endian.
 */
public final class GearTable {
    /** The label under which a repository's key gives the seed. Another label means other chunks. */
    public static final String SEED_LABEL = "mows-backup chunker v1";

    public static final int SEED_BYTES = 32;

    private static final byte[] INFO = "mows-backup gear table".getBytes(StandardCharsets.US_ASCII);
    private static final int WORDS = 256;

    private final long[] words;

    private GearTable(long[] words) {
        this.words = words;
    }

    /**
     * @param seed 32 secret bytes that belong to the repository
     * @throws IllegalArgumentException if there are not 32
     */
    public static GearTable of(ByteSlice seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length());
        }
        HmacSha256 hmac = new HmacSha256(seed.toArray());
        ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] block = {};
        for (int i = 1; bytes.hasRemaining(); i++) {
            block = hmac.of(block, INFO, new byte[] {(byte) i});
            bytes.put(block);
        }
        hmac.wipe();
        long[] words = new long[WORDS];
        bytes.flip().asLongBuffer().get(words);
        return new GearTable(words);
    }

    /** A copy, for the inner loop. */
    long[] words() {
        return words.clone();
    }

    @Override
    public String toString() {
        return "GearTable[secret]";
    }
}
