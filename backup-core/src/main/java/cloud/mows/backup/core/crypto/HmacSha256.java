package cloud.mows.backup.core.crypto;

import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) without {@code javax.crypto}, whose loading takes longer than all that a command hashes with it.
 * Not thread safe.
 */
public final class HmacSha256 {
    private static final int BLOCK_BYTES = 64;

    private final Sha256 sha = Sha256.create();
    private final byte[] inner = new byte[BLOCK_BYTES];
    private final byte[] outer = new byte[BLOCK_BYTES];

    public HmacSha256(byte[] key) {
        byte[] short64 = key;
        if (key.length > BLOCK_BYTES) {
            short64 = new byte[Sha256.BYTES];
            sha.update(key, 0, key.length);
            sha.finish(short64);
        }
        for (int i = 0; i < BLOCK_BYTES; i++) {
            byte k = i < short64.length ? short64[i] : 0;
            inner[i] = (byte) (k ^ 0x36);
            outer[i] = (byte) (k ^ 0x5c);
        }
    }

    /** The 32 bytes for the pieces one after the other. */
    public byte[] of(byte[]... message) {
        byte[] digest = new byte[Sha256.BYTES];
        sha.update(inner, 0, BLOCK_BYTES);
        for (byte[] piece : message) {
            sha.update(piece, 0, piece.length);
        }
        sha.finish(digest);
        sha.update(outer, 0, BLOCK_BYTES);
        sha.update(digest, 0, digest.length);
        sha.finish(digest);
        return digest;
    }

    /** Overwrites what was made of the key. */
    public void wipe() {
        Arrays.fill(inner, (byte) 0);
        Arrays.fill(outer, (byte) 0);
    }
}
