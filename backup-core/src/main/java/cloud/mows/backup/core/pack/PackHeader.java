package cloud.mows.backup.core.pack;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.crypto.AuthenticationException;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of contents at the end of a pack (restic doc/design.rst, "Pack Format"):
 * {@code sealed(entry*) || length of the sealed bytes, 4 bytes little-endian}. An entry is
 * {@code type(1) length(4) id(32)}, for a compressed blob {@code type(1) length(4) uncompressed length(4) id(32)}; offsets
 * follow from the lengths.
 */
public final class PackHeader {
    /** Bytes of the length field at the very end. */
    public static final int LENGTH_BYTES = 4;

    private static final int PLAIN_ENTRY = 1 + 4 + Digest.BYTES;
    private static final int COMPRESSED_ENTRY = PLAIN_ENTRY + 4;
    /** As restic: a larger header is a broken one. */
    private static final int SEALED_BYTES_MAX = 16 * 1024 * 1024;

    private static final int COMPRESSED = 2;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PackHeader() {}

    /** Bytes that {@link #append} will write for these blobs. */
    public static int bytes(List<PackedBlob> blobs) {
        int plain = 0;
        for (PackedBlob blob : blobs) {
            plain += entryBytes(blob);
        }
        return plain + Sealer.OVERHEAD + LENGTH_BYTES;
    }

    /** What this blob adds to a header. */
    public static int entryBytes(PackedBlob blob) {
        return blob.isCompressed() ? COMPRESSED_ENTRY : PLAIN_ENTRY;
    }

    /** An upper bound of what one more blob adds to a header. */
    public static int entryBytesMax() {
        return COMPRESSED_ENTRY;
    }

    /** No header may be longer, or nobody reads it. */
    public static int bytesMax() {
        return SEALED_BYTES_MAX;
    }

    /** Bytes of a header without entries. */
    public static int emptyBytes() {
        return Sealer.OVERHEAD + LENGTH_BYTES;
    }

    /**
     * Writes the sealed header and its length.
     *
     * @param blobs in the order of their offsets, without gaps from 0
     * @return the first position after it
     */
    public static int append(List<PackedBlob> blobs, Sealer sealer, NativeBytes pack, int end) {
        byte[] plain = new byte[bytes(blobs) - Sealer.OVERHEAD - LENGTH_BYTES];
        int at = 0;
        for (PackedBlob blob : blobs) {
            boolean compressed = blob.isCompressed();
            plain[at] = (byte) ((blob.type() == BlobType.TREE ? 1 : 0) | (compressed ? COMPRESSED : 0));
            INT.set(plain, at + 1, blob.length());
            at += 5;
            if (compressed) {
                INT.set(plain, at, blob.uncompressedLength());
                at += 4;
            }
            blob.id().digest().writeTo(plain, at);
            at += Digest.BYTES;
        }
        int sealed = sealer.seal(plain, 0, plain.length, pack, end);
        byte[] length = new byte[LENGTH_BYTES];
        INT.set(length, 0, sealed);
        pack.put(end + sealed, length, 0, LENGTH_BYTES);
        return end + sealed + LENGTH_BYTES;
    }

    /**
     * How long the sealed header of a pack is, from the last bytes of the file.
     *
     * @param tail the last bytes, at least 4
     * @param packBytes size of the whole file
     */
    public static int sealedLength(ByteSlice tail, long packBytes) throws MalformedPackException {
        if (tail.length() < LENGTH_BYTES || packBytes < emptyBytes()) {
            throw new MalformedPackException("only " + packBytes + " bytes long, too short for a pack");
        }
        int length = (int) INT.get(tail.array(), tail.offset() + tail.length() - LENGTH_BYTES);
        if (length < Sealer.OVERHEAD + PLAIN_ENTRY || length > SEALED_BYTES_MAX || length > packBytes - LENGTH_BYTES) {
            throw new MalformedPackException(
                    "header length " + Integer.toUnsignedString(length) + " in a file of " + packBytes + " bytes");
        }
        return length;
    }

    /**
     * Opens and reads a header.
     *
     * @param sealed the sealed header without its length field
     * @param packBytes size of the whole file: the blobs must fill it exactly
     * @return the blobs in the order of their offsets
     */
    public static List<PackedBlob> read(ByteSlice sealed, long packBytes, Sealer sealer) throws MalformedPackException {
        byte[] plain = new byte[Math.max(0, sealed.length() - Sealer.OVERHEAD)];
        try {
            sealer.open(sealed.array(), sealed.offset(), sealed.length(), plain, 0);
        } catch (AuthenticationException e) {
            throw new MalformedPackException("header does not authenticate");
        }
        List<PackedBlob> blobs = decode(plain);
        long end = blobs.isEmpty() ? 0 : blobs.getLast().end();
        long expected = packBytes - sealed.length() - LENGTH_BYTES;
        if (end != expected) {
            throw new MalformedPackException("header describes " + end + " bytes of blobs, the file has " + expected);
        }
        return blobs;
    }

    /** Reads opened entries; bounded by the length of the input. */
    static List<PackedBlob> decode(byte[] plain) throws MalformedPackException {
        List<PackedBlob> blobs = new ArrayList<>(plain.length / PLAIN_ENTRY);
        int offset = 0;
        int at = 0;
        while (at < plain.length) {
            int kind = plain[at];
            if (kind < 0 || kind > 3) {
                throw new MalformedPackException("header entry " + blobs.size() + " has the unknown type " + kind);
            }
            boolean compressed = (kind & COMPRESSED) != 0;
            int entry = compressed ? COMPRESSED_ENTRY : PLAIN_ENTRY;
            if (plain.length - at < entry) {
                throw new MalformedPackException("header ends inside entry " + blobs.size());
            }
            int length = (int) INT.get(plain, at + 1);
            int uncompressed = compressed ? (int) INT.get(plain, at + 5) : 0;
            Digest digest = Digest.of(plain, at + entry - Digest.BYTES);
            try {
                if (compressed && uncompressed == 0) {
                    throw new MalformedPackException("header entry " + blobs.size() + " is compressed from nothing");
                }
                PackedBlob blob = new PackedBlob(
                        (kind & 1) == 0 ? BlobType.DATA : BlobType.TREE,
                        new BlobId(digest),
                        offset,
                        length,
                        uncompressed);
                blobs.add(blob);
                offset = blob.end();
            } catch (IllegalArgumentException e) {
                throw new MalformedPackException("header entry " + blobs.size() + ": " + e.getMessage());
            }
            at += entry;
        }
        return blobs;
    }
}
