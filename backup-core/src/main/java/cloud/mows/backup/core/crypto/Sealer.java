package cloud.mows.backup.core.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

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

    /**
     * Ciphertext of one slice is still in the first-level caches when it is authenticated; and the JDK's counter mode is
     * ten times slower when it gets a mebibyte in a single call, because the loop that calls its intrinsic is then not hot.
     */
    private static final int SLICE_BYTES = 16 * 1024;

    /**
     * The JDK's intrinsics come in when their callers have been called some thousand times, not when they have worked
     * through so many bytes: with slices of the full size, a process's first 80 MiB would take most of a second.
     */
    private static final int FIRST_SLICE_BYTES = 512;

    private static final int FIRST_SLICES = 12_000;

    /** Of the whole process, and only about right: threads may lose each other's counts. */
    private static int slices;

    /** How many nonces are drawn at once: a draw from the system costs more than a small blob. */
    private static final int NONCE_BATCH = 64;

    private final SecretKeySpec encryptKey;
    private final Cipher counterMode;
    private final Cipher padCipher;
    private final byte[] macR;
    private Authenticator poly;
    private final RandomGenerator random;
    private final byte[] nonces = new byte[NONCE_BATCH * NONCE_BYTES];
    private int nextNonce = nonces.length;
    private final byte[] nonce = new byte[NONCE_BYTES];
    private final byte[] pad = new byte[TAG_BYTES];
    private final byte[] tag = new byte[TAG_BYTES];

    /**
     * @param random where nonces come from: a {@link java.security.SecureRandom} outside tests. A nonce used twice gives
     *     away the plaintexts and lets others forge
     */
    public Sealer(RepositoryKey key, RandomGenerator random) {
        this.random = random;
        this.macR = key.macR();
        this.poly = JdkPoly1305.isFaster() ? new JdkPoly1305(macR) : new Poly1305(macR);
        this.encryptKey = new SecretKeySpec(key.encrypt(), "AES");
        try {
            this.counterMode = Cipher.getInstance("AES/CTR/NoPadding");
            this.padCipher = Cipher.getInstance("AES/ECB/NoPadding");
            this.padCipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.macK(), "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
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
        begin();
        for (int done = 0; done < length; ) {
            int slice = Math.min(sliceBytes(), length - done);
            crypt(plain, plainOffset + done, slice, out, body + done);
            poly.update(out, body + done, slice);
            done += slice;
        }
        System.arraycopy(nonce, 0, out, outOffset, NONCE_BYTES);
        poly.finish(out, body + length);
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
        begin();
        for (int done = 0; done < plainLength; ) {
            int slice = Math.min(sliceBytes(), plainLength - done);
            poly.update(sealed, body + done, slice);
            done += slice;
        }
        poly.finish(tag, 0);
        System.arraycopy(sealed, body + plainLength, pad, 0, TAG_BYTES);
        if (!MessageDigest.isEqual(tag, pad)) {
            throw new AuthenticationException();
        }
        for (int done = 0; done < plainLength; ) {
            int slice = Math.min(sliceBytes(), plainLength - done);
            crypt(sealed, body + done, slice, out, outOffset + done);
            done += slice;
        }
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

    private void begin() {
        if (poly instanceof Poly1305 && JdkPoly1305.isFaster()) {
            poly = new JdkPoly1305(macR);
        }
        try {
            counterMode.init(Cipher.ENCRYPT_MODE, encryptKey, new IvParameterSpec(nonce));
            padCipher.update(nonce, 0, NONCE_BYTES, pad, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused its key", e);
        }
        poly.begin(pad);
    }

    private void crypt(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        try {
            int written = counterMode.update(in, inOffset, length, out, outOffset);
            if (written != length) {
                throw new IllegalStateException("the counter mode kept bytes back");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the counter mode failed", e);
        }
    }

    /** Whether the JDK's counter mode has been called often enough to be compiled with its intrinsic. */
    static boolean isWarm() {
        return slices >= FIRST_SLICES;
    }

    private static int sliceBytes() {
        if (slices >= FIRST_SLICES) {
            return SLICE_BYTES;
        }
        slices++;
        return FIRST_SLICE_BYTES;
    }

    private static boolean isZero(byte[] bytes) {
        int any = 0;
        for (byte b : bytes) {
            any |= b;
        }
        return any == 0;
    }
}
