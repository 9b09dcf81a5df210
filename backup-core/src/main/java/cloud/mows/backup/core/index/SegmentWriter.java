package cloud.mows.backup.core.index;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sorts what some index files list and writes it as a {@link Segment} file. Memory: {@value SegmentLayout#ENTRY_BYTES} bytes
 * a blob and a few ints, so it is for a handful of index files; larger segments are made by {@link SegmentMerger}.
 */
public final class SegmentWriter {
    private final List<IndexId> sources = new ArrayList<>();
    private byte[] packs = new byte[SegmentLayout.PACK_BYTES * 64];
    private int packCount;
    private byte[] entries = new byte[SegmentLayout.ENTRY_BYTES * 1024];
    private int count;

    /** Number of blobs. */
    public int count() {
        return count;
    }

    /** Whether no index file was added. */
    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /** Adds what an index file lists. */
    public void add(IndexId source, List<IndexedPack> listed) {
        sources.add(source);
        listed.forEach(this::add);
    }

    /** Adds an index file's JSON, or nothing if it is malformed. */
    public void addJson(IndexId source, ByteSlice json) throws MalformedIndexException {
        int packsBefore = packCount;
        int blobsBefore = count;
        boolean whole = false;
        sources.add(source);
        try {
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
            whole = true;
        } finally {
            if (!whole) {
                sources.removeLast();
                packCount = packsBefore;
                count = blobsBefore;
            }
        }
    }

    private void add(IndexedPack pack) {
        int at = packCount * SegmentLayout.PACK_BYTES;
        if (packs.length < at + SegmentLayout.PACK_BYTES) {
            packs = Arrays.copyOf(packs, packs.length * 2);
        }
        pack.pack().digest().writeTo(packs, at);
        Segment.INT.set(packs, at + Digest.BYTES, sources.size() - 1);
        for (PackedBlob blob : pack.blobs()) {
            add(blob, packCount);
        }
        packCount++;
    }

    private void add(PackedBlob blob, int pack) {
        int at = count * SegmentLayout.ENTRY_BYTES;
        if (entries.length < at + SegmentLayout.ENTRY_BYTES) {
            entries = Arrays.copyOf(entries, Math.addExact(entries.length, entries.length / 2));
        }
        blob.id().digest().writeTo(entries, at);
        Segment.INT.set(entries, at + Segment.PACK_AT, pack);
        Segment.INT.set(entries, at + Segment.OFFSET_AT, blob.offset());
        Segment.INT.set(entries, at + Segment.LENGTH_AT, blob.length());
        int tree = blob.type() == BlobType.TREE ? Segment.TREE_BIT : 0;
        Segment.INT.set(entries, at + Segment.UNCOMPRESSED_AT, blob.uncompressedLength() | tree);
        count++;
    }

    /** Writes the segment, so that another process sees a whole file or none, and opens it. */
    Segment writeTo(Path folder) throws IOException {
        // Sources are written in ascending order, and packs name them by number.
        List<Integer> ascending = IntStream.range(0, sources.size())
                .boxed()
                .sorted(Comparator.comparing(sources::get))
                .toList();
        int[] numbers = new int[sources.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[ascending.get(i)] = i;
        }
        List<IndexId> sorted = ascending.stream().map(sources::get).toList();
        int[] order = sortedEntries();
        try (SegmentOutput out = new SegmentOutput(folder.resolve(SegmentName.of(sorted)), sorted, packCount, count)) {
            for (int p = 0; p < packCount; p++) {
                int at = p * SegmentLayout.PACK_BYTES;
                out.pack(Digest.of(packs, at), numbers[(int) Segment.INT.get(packs, at + Digest.BYTES)]);
            }
            for (int entry : order) {
                out.entry(entries, entry * SegmentLayout.ENTRY_BYTES);
            }
            return out.finish();
        }
    }

    /** Identifiers are uniformly distributed: one counting pass by their first bits leaves buckets of a few entries. */
    private int[] sortedEntries() {
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
        return (int) ((long) Segment.LONG.get(entries, entry * SegmentLayout.ENTRY_BYTES) >>> (64 - bits));
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
        int x = a * SegmentLayout.ENTRY_BYTES;
        int y = b * SegmentLayout.ENTRY_BYTES;
        return Arrays.compareUnsigned(entries, x, x + Digest.BYTES, entries, y, y + Digest.BYTES);
    }
}
