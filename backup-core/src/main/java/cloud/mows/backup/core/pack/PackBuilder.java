package cloud.mows.backup.core.pack;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.PackId;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills one pack in a buffer that it was lent. Writers reserve a place, seal their blob straight into it and commit, so
 * that sealing runs in parallel and no byte is copied twice. Reserving and committing are for callers that hold the
 * builder's lock; writing into a reserved place needs none.
 */
public final class PackBuilder {
    private final byte[] buffer;
    private final List<PackedBlob> blobs = new ArrayList<>();
    private int reserved;
    private int headerBytes = PackHeader.emptyBytes();
    private int uncommitted;

    public PackBuilder(byte[] buffer) {
        this.buffer = buffer;
    }

    /** Whether a sealed blob of this length and its header entry still fit. */
    public boolean fits(int sealedLength) {
        int header = headerBytes + PackHeader.entryBytesMax();
        return header <= PackHeader.bytesMax() && buffer.length - reserved - header >= sealedLength;
    }

    public boolean isEmpty() {
        return blobs.isEmpty();
    }

    /** The type of its blobs: packs are not mixed. */
    public BlobType type() {
        return blobs.getFirst().type();
    }

    /** Bytes of blobs so far. */
    public int bytes() {
        return reserved;
    }

    /**
     * Takes the next place.
     *
     * @return where the sealed bytes go in {@link #buffer()}
     */
    public PackedBlob reserve(BlobType type, BlobId id, int sealedLength, int uncompressedLength) {
        if (!fits(sealedLength)) {
            throw new IllegalStateException("blob of " + sealedLength + " bytes does not fit");
        }
        PackedBlob blob = new PackedBlob(type, id, reserved, sealedLength, uncompressedLength);
        blobs.add(blob);
        reserved += sealedLength;
        headerBytes += PackHeader.entryBytesMax();
        uncommitted++;
        return blob;
    }

    /** One reserved place has been written. */
    public void commit() {
        uncommitted--;
    }

    /** Whether every reserved place has been written. */
    public boolean isSettled() {
        return uncommitted == 0;
    }

    public byte[] buffer() {
        return buffer;
    }

    /**
     * Appends the header, reads it back and names the pack.
     *
     * @throws IllegalStateException if what was written cannot be read back: memory or program is broken, and nothing may
     *     leave this process
     */
    public Pack finish(Sealer sealer, BlobHasher hasher) {
        if (!isSettled() || blobs.isEmpty()) {
            throw new IllegalStateException("pack is not settled");
        }
        int end = PackHeader.append(blobs, sealer, buffer, reserved);
        ByteSlice content = new ByteSlice(buffer, 0, end);
        try {
            int sealed = PackHeader.sealedLength(content, end);
            ByteSlice header = content.slice(end - PackHeader.LENGTH_BYTES - sealed, sealed);
            if (!PackHeader.read(header, end, sealer).equals(blobs)) {
                throw new IllegalStateException("a pack header reads back differently");
            }
        } catch (MalformedPackException e) {
            throw new IllegalStateException("a pack header does not read back: " + e.getMessage(), e);
        }
        return new Pack(new PackId(hasher.hash(buffer, 0, end)), content, List.copyOf(blobs));
    }

    /**
     * A finished pack.
     *
     * @param content valid as long as the lent buffer is
     */
    public record Pack(PackId id, ByteSlice content, List<PackedBlob> blobs) {}
}
