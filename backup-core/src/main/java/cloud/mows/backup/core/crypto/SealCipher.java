package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.NativeBytes;

/**
 * AES-256-CTR and Poly1305-AES with one {@link RepositoryKey}, without the frame that {@link Sealer} puts around them. Where
 * input and output are the same array, the ranges are the same or do not overlap. Not thread safe.
 */
sealed interface SealCipher permits JavaCipher, OpenSslCipher {
    static SealCipher create(RepositoryKey key) {
        OpenSsl openSsl = OpenSsl.instance();
        return openSsl == null ? new JavaCipher(key) : new OpenSslCipher(openSsl, key);
    }

    /** Encrypts, and authenticates what comes out: {@code tag} receives 16 bytes. */
    void seal(byte[] nonce, byte[] plain, int plainOffset, int length, byte[] out, int outOffset, byte[] tag);

    /** The same into native memory. */
    void seal(byte[] nonce, byte[] plain, int plainOffset, int length, NativeBytes out, int outOffset, byte[] tag);

    /** The tag of a ciphertext: {@code tag} receives 16 bytes. */
    void authenticate(byte[] nonce, byte[] in, int offset, int length, byte[] tag);

    /** Decrypts what was authenticated before. */
    void decrypt(byte[] nonce, byte[] in, int offset, int length, byte[] out, int outOffset);
}
