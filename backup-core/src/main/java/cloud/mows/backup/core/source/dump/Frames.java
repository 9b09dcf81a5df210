package cloud.mows.backup.core.source.dump;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What both ends of the stream have to agree on. */
final class Frames {
    static final int FILE = 'F';
    static final int CONTENT = 'C';
    static final int END = 'E';
    static final int FAILED = 'X';
    static final int MISSING = 'M';
    static final int FINISH = 'Z';

    static final int CONTENT_BYTES_MAX = 1 << 20;
    static final int TEXT_BYTES_MAX = 8 << 10;
    static final int HASH_BYTES = 32;

    private Frames() {}

    static MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
