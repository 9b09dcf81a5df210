package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.id.Digest;

/** The SHA-256 of stored bytes that come in pieces; of one thread and no longer than its {@link Coder} is lent. */
public final class FileHash {
    private final BlobHasher hasher;

    FileHash(BlobHasher hasher) {
        this.hasher = hasher;
        hasher.reset();
    }

    public void update(ByteSlice piece) {
        hasher.update(piece.array(), piece.offset(), piece.length());
    }

    /** Of all pieces. */
    public Digest finish() {
        return hasher.finish();
    }
}
