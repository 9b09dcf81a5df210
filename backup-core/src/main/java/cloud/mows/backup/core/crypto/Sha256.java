package cloud.mows.backup.core.crypto;

import java.nio.ByteBuffer;

/** A running SHA-256. Not thread safe. */
sealed interface Sha256 permits JdkSha256, OpenSslSha256 {
    int BYTES = 32;

    static Sha256 create() {
        OpenSsl openSsl = OpenSsl.instance();
        return openSsl == null ? new JdkSha256() : new OpenSslSha256(openSsl);
    }

    void update(byte[] in, int offset, int length);

    /** Takes what the buffer holds; its position may move. */
    void update(ByteBuffer in);

    /** Writes the 32 bytes to the start of {@code out} and starts afresh. */
    void finish(byte[] out);

    void reset();
}
