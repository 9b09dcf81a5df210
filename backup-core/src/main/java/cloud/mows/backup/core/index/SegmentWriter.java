package cloud.mows.backup.core.index;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Sorts the blobs of some packs and writes them as a {@link Segment} file. Memory: {@value Segment#ENTRY_BYTES} bytes a
 * blob plus an int, so it is for one index file's worth; larger segments are made by {@link SegmentMerger}.
 */
public final class SegmentWriter {
    private byte[] packs = new byte[Digest.BYTES * 64];
    private int packCount;
    private byte[] entries = new byte[Segment.ENTRY_BYTES * 1024];
    private int count;

    public void add(IndexedPack pack) {
        if (packs.length < (packCount + 1) * Digest.BYTES) {
            packs = Arrays.copyOf(packs, packs.length * 2);
        }
        pack.pack().digest().writeTo(packs, packCount * Digest.BYTES);
        for (PackedBlob blob : pack.blobs()) {
            add(blob, packCount);
        }
        packCount++;
    }

    private void add(PackedBlob blob, int pack) {
        int at = count * Segment.ENTRY_BYTES;
        if (entries.length < at + Segment.ENTRY_BYTES) {
            entries = Arrays.copyOf(entries, Math.multiplyExact(entries.length, 2));
        }
        blob.id().digest().writeTo(entries, at);
        Segment.INT.set(entries, at + Segment.PACK_AT, pack);
        Segment.INT.set(entries, at + Segment.OFFSET_AT, blob.offset());
        Segment.INT.set(entries, at + Segment.LENGTH_AT, blob.length());
        int tree = blob.type() == BlobType.TREE ? Segment.TREE_BIT : 0;
        Segment.INT.set(entries, at + Segment.UNCOMPRESSED_AT, blob.uncompressedLength() | tree);
        count++;
    }

    /** Adds the packs of an index file's JSON. */
    public void addJson(ByteSlice json) throws MalformedIndexException {
        IndexCodec.decode(json, new IndexCodec.Sink() {
            @Override
            public void supersedes(IndexId id) {
                // Only says what the writer has removed since; what is listed now is what counts.
            }

            @Override
            public void pack(IndexedPack pack) {
                add(pack);
            }
        });
    }

    public void addAll(List<IndexedPack> all) {
        all.forEach(this::add);
    }

    /** Writes the segment, so that another process sees a whole file or none, and opens it. */
    public Segment writeTo(Path file) throws IOException {
        int[] order = sorted();
        try (SegmentOutput out = new SegmentOutput(Objects.requireNonNull(file.getParent()), count, packCount)) {
            out.write(packs, 0, packCount * Digest.BYTES);
            for (int entry : order) {
                out.write(entries, entry * Segment.ENTRY_BYTES, Segment.ENTRY_BYTES);
            }
            return out.finish(file);
        }
    }

    /** Identifiers are uniformly distributed: one counting pass by their first bits leaves buckets of a few entries. */
    private int[] sorted() {
        int bits = Math.max(1, 31 - Integer.numberOfLeadingZeros(Math.max(2, count)));
        int[] starts = new int[(1 << bits) + 1];
        for (int i = 0; i < count; i++) {
            starts[bucket(i, bits) + 1]++;
        }
        for (int b = 0; b < 1 << bits; b++) {
            starts[b + 1] += starts[b];
        }
        int[] next = starts.clone();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[next[bucket(i, bits)]++] = i;
        }
        for (int b = 0; b < 1 << bits; b++) {
            insertionSort(order, starts[b], starts[b + 1]);
        }
        return order;
    }

    private int bucket(int entry, int bits) {
        return (int) ((long) Segment.LONG.get(entries, entry * Segment.ENTRY_BYTES) >>> (64 - bits));
    }

    private void insertionSort(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moving = order[i];
            int j = i;
            while (j > from && compare(order[j - 1], moving) > 0) {
                order[j] = order[j - 1];
                j--;
            }
            order[j] = moving;
        }
    }

    private int compare(int a, int b) {
        int x = a * Segment.ENTRY_BYTES;
        int y = b * Segment.ENTRY_BYTES;
        return Arrays.compareUnsigned(entries, x, x + Digest.BYTES, entries, y, y + Digest.BYTES);
    }
}
