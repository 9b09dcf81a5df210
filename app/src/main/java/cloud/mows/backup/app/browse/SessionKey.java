package cloud.mows.backup.app.browse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Of whom questions are answered; only its hash is known. */
final class SessionKey {
    private static final int HASH_BYTES = 32;

    private final byte[] hash;

    /** @param hex its SHA-256 */
    SessionKey(String hex) {
        this.hash = HexFormat.of().parseHex(hex);
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("the hash of the key has " + HASH_BYTES + " bytes, not " + hash.length);
        }
    }

    boolean isRight(String key) {
        try {
            byte[] given = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(given, hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
