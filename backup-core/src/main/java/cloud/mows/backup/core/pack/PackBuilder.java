package cloud.mows.backup.core.pack;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.PackId;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills one pack in native memory that it was lent and that grows with it. Writers reserve a place, seal their blob straight
 * into it and commit, so that sealing runs in parallel and no byte is copied twice. Reserving and committing are for callers
 * that hold the builder's lock; writing into a reserved place needs none.
 */
public final class PackBuilder {
    private final NativeBytes memory;
    private final int bytesMax;
    private final List<PackedBlob> blobs = new ArrayList<>();
    private int reserved;
    private int headerBytes = PackHeader.emptyBytes();
    private int uncommitted;

    /** @param bytesMax how long the pack may become, header included */
    public PackBuilder(NativeBytes memory, int bytesMax) {
        this.memory = memory;
        this.bytesMax = bytesMax;
    }

    /** Whether a sealed blob of this length and its header entry still fit into the pack. */
    public boolean fits(int sealedLength) {
        int header = headerBytes + PackHeader.entryBytesMax();
        return header <= PackHeader.bytesMax() && bytesMax - reserved - header >= sealedLength;
    }

    /** How many bytes of memory the pack takes with one more blob that fits, its header included. */
    public int bytesWith(int sealedLength) {
        return reserved + sealedLength + headerBytes + PackHeader.entryBytesMax();
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
     * Takes the next place. There must be {@linkplain #bytesWith memory} for it.
     *
     * @return where the sealed bytes go in {@link #memory()}
     */
    public PackedBlob reserve(BlobType type, BlobId id, int sealedLength, int uncompressedLength) {
        if (!fits(sealedLength) || bytesWith(sealedLength) > memory.capacity()) {
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

    public NativeBytes memory() {
        return memory;
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
        int end = PackHeader.append(blobs, sealer, memory, reserved);
        Content content = memory.content(0, end);
        try {
            ByteSlice tail = ByteSlice.of(content.slice(end - PackHeader.LENGTH_BYTES, PackHeader.LENGTH_BYTES)
                    .toArray());
            int sealed = PackHeader.sealedLength(tail, end);
            ByteSlice header = ByteSlice.of(content.slice(end - PackHeader.LENGTH_BYTES - sealed, sealed)
                    .toArray());
            if (!PackHeader.read(header, end, sealer).equals(blobs)) {
                throw new IllegalStateException("a pack header reads back differently");
            }
        } catch (MalformedPackException e) {
            throw new IllegalStateException("a pack header does not read back: " + e.getMessage(), e);
        }
        return new Pack(new PackId(hasher.hash(content)), content, List.copyOf(blobs));
    }

    /**
     * A finished pack.
     *
     * @param content valid as long as the lent memory is
     */
    public record Pack(PackId id, Content content, List<PackedBlob> blobs) {}
}
