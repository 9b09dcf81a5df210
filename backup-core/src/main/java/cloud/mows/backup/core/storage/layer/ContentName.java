package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
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

    ContentName add(ByteSlice content) {
        for (int at = 0; at < content.length(); at += SLICE_BYTES) {
            digest.update(content.array(), content.offset() + at, Math.min(SLICE_BYTES, content.length() - at));
        }
        return this;
    }

    /** Whether it is this file's; for one call. */
    boolean is(FileKey key) {
        return HexFormat.of().formatHex(digest.digest()).equals(key.name());
    }
}
