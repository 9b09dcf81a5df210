package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.compress.BlobCompressor;
import cloud.mows.backup.core.compress.BlobDecompressor;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.compress.MalformedFrameException;
import cloud.mows.backup.core.crypto.AuthenticationException;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.PackedBlob;
import java.security.SecureRandom;

/**
 * The codecs of one thread at a time with their scratch memory: plaintext to sealed bytes and back. Lent by
 * {@link CoderPool}.
 */
public final class Coder implements AutoCloseable {
    /** Beyond the chunks of any program; what is longer is the tree of a huge directory. */
    private static final int ROOM_BYTES_MAX = 16 << 20;

    private final CoderPool pool;
    final Sealer sealer;
    final BlobHasher hasher = new BlobHasher();
    private final BlobCompressor compressor;
    private final BlobDecompressor decompressor = new BlobDecompressor();
    private final boolean compresses;
    private byte[] scratch = new byte[1 << 16];

    Coder(CoderPool pool, RepositoryKey key, CompressionLevel level) {
        this.pool = pool;
        this.sealer = new Sealer(key, new SecureRandom());
        this.compressor = new BlobCompressor(level);
        this.compresses = level != CompressionLevel.OFF;
    }

    /** Names a blob. */
    public BlobId id(ByteSlice plain) {
        return new BlobId(hasher.hash(plain.array(), plain.offset(), plain.length()));
    }

    /** Starts the SHA-256 of a file that comes in pieces, which names it; the previous one ends. */
    public FileHash fileHash() {
        return new FileHash(hasher);
    }

    /** The compressed form in scratch memory, valid until the next call; the plain form itself if it does not shrink. */
    ByteSlice compress(ByteSlice plain) {
        if (!compresses) {
            return plain;
        }
        // What does not fit into less than the plaintext is not worth keeping.
        byte[] out = scratch(plain.length());
        int length = compressor.compress(plain.array(), plain.offset(), plain.length(), out, 0);
        return length < 0 || length >= plain.length() ? plain : new ByteSlice(out, 0, length);
    }

    /** How many bytes to have room for before a blob is opened. A longer one gets its own, when it is known to be so long. */
    public static int room(int plainLength) {
        return plainLength <= ROOM_BYTES_MAX ? plainLength : 0;
    }

    /**
     * Opens, decompresses and verifies a blob.
     *
     * @param sealed holds the stored bytes of the blob at {@code at}; overwritten
     * @param room where the plaintext goes if it is large enough, which it is to be up to {@link #room}
     * @return the plaintext
     * @throws DamagedBlobException if anything about it is wrong
     */
    public ByteSlice open(PackedBlob blob, byte[] sealed, int at, byte[] room) throws DamagedBlobException {
        ByteSlice plain;
        try {
            if (blob.isCompressed()) {
                int inPlace = at + Sealer.NONCE_BYTES;
                int length = sealer.open(sealed, at, blob.length(), sealed, inPlace);
                plain = decompressed(blob, new ByteSlice(sealed, inPlace, length), room);
            } else {
                byte[] out = blob.plainLength() <= room.length ? room : new byte[blob.plainLength()];
                plain = new ByteSlice(out, 0, sealer.open(sealed, at, blob.length(), out, 0));
            }
        } catch (AuthenticationException e) {
            throw new DamagedBlobException(blob, "does not authenticate");
        } catch (MalformedFrameException e) {
            throw new DamagedBlobException(blob, "does not decompress: " + e.getMessage());
        }
        BlobId found = new BlobId(hasher.hash(plain));
        if (!found.equals(blob.id())) {
            throw new DamagedBlobException(blob, "holds other data (its hash is " + found + ")");
        }
        return plain;
    }

    private ByteSlice decompressed(PackedBlob blob, ByteSlice frame, byte[] room) throws MalformedFrameException {
        int length = blob.uncompressedLength();
        if (length <= room.length) {
            decompressor.decompress(frame.array(), frame.offset(), frame.length(), room, 0, length);
            return new ByteSlice(room, 0, length);
        }
        // Index and header only claim it, and a few bytes may claim to become a gibibyte.
        return ByteSlice.of(decompressor.decompressExpected(frame, length));
    }

    BlobDecompressor decompressor() {
        return decompressor;
    }

    BlobCompressor compressor() {
        return compressor;
    }

    private byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, Math.min(scratch.length * 2, 1 << 23))];
        }
        return scratch;
    }

    /** Gives it back. */
    @Override
    public void close() {
        pool.giveBack(this);
    }

    void free() {
        compressor.close();
        decompressor.close();
    }
}
