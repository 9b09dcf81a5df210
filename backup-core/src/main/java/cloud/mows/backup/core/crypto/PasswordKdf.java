package cloud.mows.backup.core.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Stretches a password to the key that opens a key file (restic, doc/design.rst, "Keys, Encryption and MAC"). */
public final class PasswordKdf {
    private PasswordKdf() {}

    /**
     * scrypt to 64 bytes: {@code encrypt (32) || k (16) || r (16)}.
     *
     * @param password as the user typed it, in UTF-8; may be empty
     */
    public static RepositoryKey derive(byte[] password, byte[] salt, ScryptParameters cost) {
        byte[] bytes = stretch(password, salt, cost);
        try {
            return RepositoryKey.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] stretch(byte[] password, byte[] salt, ScryptParameters cost) {
        OpenSsl openSsl = OpenSsl.instance();
        byte[] bytes =
                openSsl == null ? null : OpenSslScrypt.derive(openSsl, password, salt, cost, RepositoryKey.BYTES);
        return bytes != null ? bytes : Scrypt.derive(password, salt, cost, RepositoryKey.BYTES);
    }

    /** The same; {@code password} is left as it is, its UTF-8 form is wiped. */
    public static RepositoryKey derive(char[] password, byte[] salt, ScryptParameters cost) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] utf8 = Arrays.copyOf(encoded.array(), encoded.limit());
        try {
            return derive(utf8, salt, cost);
        } finally {
            Arrays.fill(utf8, (byte) 0);
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }
}
