package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A segment is named by its sources: whoever makes it again replaces it by the same. */
final class SegmentName {
    static final String SUFFIX = ".segment";

    private SegmentName() {}

    static String of(List<IndexId> sources) {
        return hash(sources).hex().substring(0, Digest.BYTES) + SUFFIX;
    }

    /** @param sources ascending */
    static Digest hash(List<IndexId> sources) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (IndexId source : sources) {
                sha.update(source.hex().getBytes(StandardCharsets.US_ASCII));
            }
            return Digest.of(sha.digest(), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
