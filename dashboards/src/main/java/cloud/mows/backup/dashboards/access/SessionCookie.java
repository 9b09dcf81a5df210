package cloud.mows.backup.dashboards.access;

import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/** Makes cookies that nobody guesses. Only their hashes are kept. */
final class SessionCookie {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private SessionCookie() {}

    static String fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As a browser is given it. */
    static NewCookie of(String value, Duration age, boolean encrypted) {
        return new NewCookie.Builder(Gate.COOKIE)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(encrypted)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge((int) age.toSeconds())
                .build();
    }

    /** SHA-256, in hexadecimal digits. */
    static String hash(String cookie) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
