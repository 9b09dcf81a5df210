package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.NativeBytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's AES and our own Poly1305. */
final class JavaCipher implements SealCipher {
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

    private final SecretKeySpec encryptKey;
    private final Cipher counterMode;
    private final Cipher padCipher;
    private final Poly1305 poly;
    private final byte[] pad = new byte[16];

    /** A slice on its way to native memory. */
    private final byte[] sealed = new byte[SLICE_BYTES];

    JavaCipher(RepositoryKey key) {
        this.poly = new Poly1305(key.macR());
        this.encryptKey = new SecretKeySpec(key.encrypt(), "AES");
        try {
            this.counterMode = Cipher.getInstance("AES/CTR/NoPadding");
            this.padCipher = Cipher.getInstance("AES/ECB/NoPadding");
            this.padCipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.macK(), "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    @Override
    public void seal(byte[] nonce, byte[] plain, int plainOffset, int length, byte[] out, int outOffset, byte[] tag) {
        beginCounterMode(nonce);
        beginMac(nonce);
        for (int done = 0; done < length; ) {
            int slice = Math.min(sliceBytes(), length - done);
            crypt(plain, plainOffset + done, slice, out, outOffset + done);
            poly.update(out, outOffset + done, slice);
            done += slice;
        }
        poly.finish(tag, 0);
    }

    @Override
    public void seal(
            byte[] nonce, byte[] plain, int plainOffset, int length, NativeBytes out, int outOffset, byte[] tag) {
        beginCounterMode(nonce);
        beginMac(nonce);
        for (int done = 0; done < length; ) {
            int slice = Math.min(sliceBytes(), length - done);
            crypt(plain, plainOffset + done, slice, sealed, 0);
            poly.update(sealed, 0, slice);
            out.put(outOffset + done, sealed, 0, slice);
            done += slice;
        }
        poly.finish(tag, 0);
    }

    @Override
    public void authenticate(byte[] nonce, byte[] in, int offset, int length, byte[] tag) {
        beginMac(nonce);
        for (int done = 0; done < length; ) {
            int slice = Math.min(sliceBytes(), length - done);
            poly.update(in, offset + done, slice);
            done += slice;
        }
        poly.finish(tag, 0);
    }

    @Override
    public void decrypt(byte[] nonce, byte[] in, int offset, int length, byte[] out, int outOffset) {
        beginCounterMode(nonce);
        for (int done = 0; done < length; ) {
            int slice = Math.min(sliceBytes(), length - done);
            crypt(in, offset + done, slice, out, outOffset + done);
            done += slice;
        }
    }

    private void beginCounterMode(byte[] nonce) {
        try {
            counterMode.init(Cipher.ENCRYPT_MODE, encryptKey, new IvParameterSpec(nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused its key", e);
        }
    }

    private void beginMac(byte[] nonce) {
        try {
            padCipher.update(nonce, 0, nonce.length, pad, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused a block", e);
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
}
