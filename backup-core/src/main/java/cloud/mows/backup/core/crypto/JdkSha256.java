package cloud.mows.backup.core.crypto;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

final class JdkSha256 implements Sha256 {
    /** The JDK's intrinsic is compiled in after some hundred calls: a first blob must not be a single one. */
    private static final int SLICE_BYTES = 16 * 1024;

    private final MessageDigest digest;

    JdkSha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public void update(byte[] in, int offset, int length) {
        for (int done = 0; done < length; done += SLICE_BYTES) {
            digest.update(in, offset + done, Math.min(SLICE_BYTES, length - done));
        }
    }

    @Override
    public void update(ByteBuffer in) {
        int end = in.limit();
        while (in.position() < end) {
            digest.update(in.limit(Math.min(end, in.position() + SLICE_BYTES)));
        }
    }

    @Override
    public void finish(byte[] out) {
        try {
            digest.digest(out, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 does not fit 32 bytes", e);
        }
    }

    @Override
    public void reset() {
        digest.reset();
    }
}
