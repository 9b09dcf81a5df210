package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name that a file with some content has: its SHA-256. */
final class ContentName {
    /** The JDK's intrinsic is compiled in after some hundred calls: the first must not be one for all. */
    private static final int SLICE_BYTES = 16 * 1024;

    private final MessageDigest digest;

    ContentName() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    ContentName add(Content content) {
        for (ByteBuffer buffer : content.buffers()) {
            int end = buffer.limit();
            while (buffer.position() < end) {
                digest.update(buffer.limit(Math.min(end, buffer.position() + SLICE_BYTES)));
            }
        }
        return this;
    }

    /** Whether it is this file's; for one call. */
    boolean is(FileKey key) {
        return HexFormat.of().formatHex(digest.digest()).equals(key.name());
    }
}
