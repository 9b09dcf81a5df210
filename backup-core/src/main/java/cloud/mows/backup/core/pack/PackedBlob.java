package cloud.mows.backup.core.pack;

import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;

/**
 * Where a blob lies in its pack.
 *
 * @param offset from the start of the pack
 * @param length as stored: sealed, and compressed if it is
 * @param uncompressedLength of the plaintext before it was compressed; 0 when it is not compressed
 */
public record PackedBlob(BlobType type, BlobId id, int offset, int length, int uncompressedLength) {
    /** The longest plaintext we accept: a directory of some millions of files is one tree blob. */
    public static final int PLAIN_BYTES_MAX = 1 << 30;

    public PackedBlob {
        if (offset < 0
                || length < Sealer.OVERHEAD
                || length > PLAIN_BYTES_MAX + Sealer.OVERHEAD
                || offset > Integer.MAX_VALUE - length) {
            throw new IllegalArgumentException("blob " + id + ": offset " + offset + ", length " + length);
        }
        if (uncompressedLength < 0 || uncompressedLength > PLAIN_BYTES_MAX) {
            throw new IllegalArgumentException("blob " + id + ": uncompressed length " + uncompressedLength);
        }
    }

    public boolean isCompressed() {
        return uncompressedLength != 0;
    }

    /** Length of the plaintext. */
    public int plainLength() {
        return isCompressed() ? uncompressedLength : length - Sealer.OVERHEAD;
    }

    /** The first byte after it. */
    public int end() {
        return offset + length;
    }
}
