package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.NativeBytes;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Encrypts and authenticates what goes into a repository, and the way back: {@code nonce (16) || AES-256-CTR ciphertext ||
 * Poly1305-AES tag (16)}, the tag over the ciphertext. The same nonce starts the counter and, encrypted with {@code k},
 * is Poly1305's pad (restic, doc/design.rst, "Keys, Encryption and MAC").
 *
 * <p>Not thread safe: one for each thread. It keeps no plaintext.
 */
public final class Sealer {
    /** By how much a sealed thing is longer than what is in it. */
    public static final int OVERHEAD = 32;

    /** Length of the nonce in front of the ciphertext. */
    public static final int NONCE_BYTES = 16;

    private static final int TAG_BYTES = 16;

    /** How many nonces are drawn at once: a draw from the system costs more than a small blob. */
    private static final int NONCE_BATCH = 64;

    private final SealCipher cipher;
    private final RandomGenerator random;
    private final byte[] nonces = new byte[NONCE_BATCH * NONCE_BYTES];
    private int nextNonce = nonces.length;
    private final byte[] nonce = new byte[NONCE_BYTES];
    private final byte[] expected = new byte[TAG_BYTES];
    private final byte[] tag = new byte[TAG_BYTES];

    /**
     * @param random where nonces come from: a {@link java.security.SecureRandom} outside tests. A nonce used twice gives
     *     away the plaintexts and lets others forge
     */
    public Sealer(RepositoryKey key, RandomGenerator random) {
        this(SealCipher.create(key), random);
    }

    /** One that only opens, and so needs no randomness, which takes milliseconds to set up. */
    public static Sealer thatOpens(RepositoryKey key) {
        return new Sealer(key, () -> {
            throw new IllegalStateException("this one only opens");
        });
    }

    Sealer(SealCipher cipher, RandomGenerator random) {
        this.cipher = cipher;
        this.random = random;
    }

    /**
     * Seals {@code length} bytes of {@code plain}. Both may be the same array if {@code plainOffset == outOffset + 16}
     * (then the plaintext is replaced by its ciphertext) or if the ranges do not overlap.
     *
     * @return the number of bytes written to {@code out}: {@code length + OVERHEAD}
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public int seal(byte[] plain, int plainOffset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(plainOffset, length, plain.length);
        Objects.checkFromIndexSize(outOffset, Math.addExact(length, OVERHEAD), out.length);
        int body = outOffset + NONCE_BYTES;
        requireUsable(plain, plainOffset, out, body, length, outOffset, length + OVERHEAD);
        drawNonce();
        cipher.seal(nonce, plain, plainOffset, length, out, body, tag);
        System.arraycopy(nonce, 0, out, outOffset, NONCE_BYTES);
        System.arraycopy(tag, 0, out, body + length, TAG_BYTES);
        return length + OVERHEAD;
    }

    /**
     * Seals {@code length} bytes of {@code plain} into native memory from {@code at} on.
     *
     * @return the number of bytes written: {@code length + OVERHEAD}
     * @throws IndexOutOfBoundsException if a range is not inside
     */
    public int seal(byte[] plain, int plainOffset, int length, NativeBytes out, int at) {
        Objects.checkFromIndexSize(plainOffset, length, plain.length);
        Objects.checkFromIndexSize(at, Math.addExact(length, OVERHEAD), out.capacity());
        drawNonce();
        int body = at + NONCE_BYTES;
        cipher.seal(nonce, plain, plainOffset, length, out, body, tag);
        out.put(at, nonce, 0, NONCE_BYTES);
        out.put(body + length, tag, 0, TAG_BYTES);
        return length + OVERHEAD;
    }

    /**
     * Opens what {@link #seal} wrote. The tag is verified before a byte of {@code out} is touched. Both may be the same
     * array if {@code outOffset == offset + 16} or if the ranges do not overlap.
     *
     * @param length of the sealed bytes, nonce and tag included
     * @return the length of the plaintext: {@code length - OVERHEAD}
     * @throws AuthenticationException if they are not what was sealed with this key, or too short to be
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public int open(byte[] sealed, int offset, int length, byte[] out, int outOffset) throws AuthenticationException {
        Objects.checkFromIndexSize(offset, length, sealed.length);
        if (length < OVERHEAD) {
            throw new AuthenticationException();
        }
        int plainLength = length - OVERHEAD;
        int body = offset + NONCE_BYTES;
        Objects.checkFromIndexSize(outOffset, plainLength, out.length);
        requireUsable(sealed, body, out, outOffset, plainLength, outOffset, plainLength);
        System.arraycopy(sealed, offset, nonce, 0, NONCE_BYTES);
        if (isZero(nonce)) {
            throw new AuthenticationException();
        }
        cipher.authenticate(nonce, sealed, body, plainLength, tag);
        System.arraycopy(sealed, body + plainLength, expected, 0, TAG_BYTES);
        if (!MessageDigest.isEqual(tag, expected)) {
            throw new AuthenticationException();
        }
        cipher.decrypt(nonce, sealed, body, plainLength, out, outOffset);
        return plainLength;
    }

    /** A range that is both read and written must be either the same one or free of overlap. */
    private static void requireUsable(
            byte[] in, int inOffset, byte[] out, int bodyOffset, int length, int outOffset, int outLength) {
        if (in == out && inOffset != bodyOffset && inOffset < outOffset + outLength && outOffset < inOffset + length) {
            throw new IllegalArgumentException("input and output overlap");
        }
    }

    private void drawNonce() {
        for (int attempt = 0; attempt < 4; attempt++) {
            if (nextNonce == nonces.length) {
                random.nextBytes(nonces);
                nextNonce = 0;
            }
            System.arraycopy(nonces, nextNonce, nonce, 0, NONCE_BYTES);
            nextNonce += NONCE_BYTES;
            if (!isZero(nonce)) {
                return;
            }
        }
        throw new IllegalStateException("the source of nonces gives only zeros");
    }

    private static boolean isZero(byte[] bytes) {
        int any = 0;
        for (byte b : bytes) {
            any |= b;
        }
        return any == 0;
    }
}
