package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * SHA-256: of a range at once ({@link #hash}), and of something that comes in pieces ({@link #update}, {@link #finish}),
 * such as a pack. The two do not disturb each other. Not thread safe: one for each thread.
 */
public final class BlobHasher {
    /** The JDK's intrinsic is compiled in after some hundred calls: a first blob must not be a single one. */
    private static final int SLICE_BYTES = 16 * 1024;

    private final MessageDigest whole = sha256();
    private final MessageDigest running = sha256();
    private final byte[] out = new byte[Digest.BYTES];

    /**
     * The SHA-256 of {@code length} bytes.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public Digest hash(byte[] bytes, int offset, int length) {
        feed(whole, bytes, offset, length);
        return take(whole);
    }

    public Digest hash(ByteSlice bytes) {
        return hash(bytes.array(), bytes.offset(), bytes.length());
    }

    /** The name of a blob with this plaintext. */
    public BlobId blobId(byte[] bytes, int offset, int length) {
        return new BlobId(hash(bytes, offset, length));
    }

    /** Takes in more of what {@link #finish} names. */
    public void update(byte[] bytes, int offset, int length) {
        feed(running, bytes, offset, length);
    }

    /** The SHA-256 of all since the last {@code finish}, {@link #reset} or the beginning; then starts afresh. */
    public Digest finish() {
        return take(running);
    }

    /** Forgets what {@link #update} took in. */
    public void reset() {
        running.reset();
    }

    private static void feed(MessageDigest digest, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int done = 0; done < length; done += SLICE_BYTES) {
            digest.update(bytes, offset + done, Math.min(SLICE_BYTES, length - done));
        }
    }

    private Digest take(MessageDigest digest) {
        try {
            digest.digest(out, 0, out.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 does not fit 32 bytes", e);
        }
        return Digest.of(out, 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
