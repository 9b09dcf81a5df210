package cloud.mows.backup.core.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The three keys that seal: a repository's master key, or the key that a password stretches to. Immutable; equality
 * takes constant time.
 */
public final class RepositoryKey {
    /** Length of the AES-256 key of the counter mode. */
    public static final int ENCRYPT_BYTES = 32;

    /** Length of the AES-128 key that turns a nonce into Poly1305's pad, {@code k} in the format. */
    public static final int MAC_K_BYTES = 16;

    /** Length of Poly1305's multiplier, {@code r} in the format. */
    public static final int MAC_R_BYTES = 16;

    /** Length of the three together. */
    public static final int BYTES = ENCRYPT_BYTES + MAC_K_BYTES + MAC_R_BYTES;

    private final byte[] encrypt;
    private final byte[] macK;
    private final byte[] macR;

    private RepositoryKey(byte[] encrypt, byte[] macK, byte[] macR) {
        this.encrypt = encrypt;
        this.macK = macK;
        this.macR = macR;
    }

    /** A new key; {@code random} must be a {@link java.security.SecureRandom} outside tests. */
    public static RepositoryKey generate(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        RepositoryKey key = of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /**
     * Copies. {@code macR} is kept as it is, masked or not: it is masked where it is used.
     *
     * @throws IllegalArgumentException if a length is wrong
     */
    public static RepositoryKey of(byte[] encrypt, byte[] macK, byte[] macR) {
        if (encrypt.length != ENCRYPT_BYTES || macK.length != MAC_K_BYTES || macR.length != MAC_R_BYTES) {
            throw new IllegalArgumentException("keys must have 32, 16 and 16 bytes, not " + encrypt.length + ", "
                    + macK.length + " and " + macR.length);
        }
        return new RepositoryKey(encrypt.clone(), macK.clone(), macR.clone());
    }

    /** From {@code encrypt || k || r}, 64 bytes, as a password stretches to. Copies. */
    static RepositoryKey of(byte[] bytes) {
        return of(
                Arrays.copyOfRange(bytes, 0, ENCRYPT_BYTES),
                Arrays.copyOfRange(bytes, ENCRYPT_BYTES, ENCRYPT_BYTES + MAC_K_BYTES),
                Arrays.copyOfRange(bytes, ENCRYPT_BYTES + MAC_K_BYTES, BYTES));
    }

    /** A copy of the 32 bytes. */
    public byte[] encrypt() {
        return encrypt.clone();
    }

    /** A copy of the 16 bytes. */
    public byte[] macK() {
        return macK.clone();
    }

    /** A copy of the 16 bytes as they were given, not masked. */
    public byte[] macR() {
        return macR.clone();
    }

    /**
     * 32 secret bytes for another purpose, which tell nothing about this key or about those of another label:
     * HMAC-SHA-256 with the key {@code encrypt || k || r} over the label's UTF-8 bytes.
     *
     * @param label names the purpose for ever, for example {@code mows-backup chunker v1}
     */
    public byte[] derive(String label) {
        byte[] all = Arrays.copyOf(encrypt, BYTES);
        System.arraycopy(macK, 0, all, ENCRYPT_BYTES, MAC_K_BYTES);
        System.arraycopy(macR, 0, all, ENCRYPT_BYTES + MAC_K_BYTES, MAC_R_BYTES);
        HmacSha256 hmac = new HmacSha256(all);
        Arrays.fill(all, (byte) 0);
        try {
            return hmac.of(label.getBytes(StandardCharsets.UTF_8));
        } finally {
            hmac.wipe();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RepositoryKey that
                && MessageDigest.isEqual(encrypt, that.encrypt)
                        & MessageDigest.isEqual(macK, that.macK)
                        & MessageDigest.isEqual(macR, that.macR);
    }

    @Override
    public int hashCode() {
        // Half of the bits of one word: enough for a map, useless to whoever sees a hash code in a log.
        return Arrays.hashCode(encrypt) & 0xffff;
    }

    @Override
    public String toString() {
        return "RepositoryKey[secret]";
    }
}
