package cloud.mows.backup.core.crypto;

/**
 * Poly1305 with one multiplier {@code r} for many messages, each with a pad of its own: {@link #begin}, {@link #update}
 * as often as needed, {@link #finish}. Not thread safe.
 */
sealed interface Authenticator permits Poly1305, JdkPoly1305 {
    int TAG_BYTES = 16;

    /** Starts a message; what was begun before is forgotten. {@code pad}, 16 bytes, may change afterwards. */
    void begin(byte[] pad);

    /** Takes in {@code length} bytes; every call but a message's last takes a multiple of 16. */
    void update(byte[] in, int offset, int length);

    /** Writes the tag of 16 bytes. */
    void finish(byte[] out, int offset);
}
