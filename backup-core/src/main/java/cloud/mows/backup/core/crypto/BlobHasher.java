package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import java.util.Objects;

/**
 * SHA-256: of a range at once ({@link #hash}), and of something that comes in pieces ({@link #update}, {@link #finish}),
 * such as a pack. The two do not disturb each other. Not thread safe: one for each thread.
 */
public final class BlobHasher {
    private final Sha256 whole = Sha256.create();
    private final Sha256 running = Sha256.create();
    private final byte[] out = new byte[Digest.BYTES];

    /**
     * The SHA-256 of {@code length} bytes.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public Digest hash(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        whole.update(bytes, offset, length);
        return take(whole);
    }

    public Digest hash(Content bytes) {
        bytes.buffers().forEach(whole::update);
        return take(whole);
    }

    /** The name of a blob with this plaintext. */
    public BlobId blobId(byte[] bytes, int offset, int length) {
        return new BlobId(hash(bytes, offset, length));
    }

    /** Takes in more of what {@link #finish} names. */
    public void update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        running.update(bytes, offset, length);
    }

    /** The SHA-256 of all since the last {@code finish}, {@link #reset} or the beginning; then starts afresh. */
    public Digest finish() {
        return take(running);
    }

    /** Forgets what {@link #update} took in. */
    public void reset() {
        running.reset();
    }

    private Digest take(Sha256 sha) {
        sha.finish(out);
        return Digest.of(out, 0);
    }
}
