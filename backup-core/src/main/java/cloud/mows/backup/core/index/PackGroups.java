package cloud.mows.backup.core.index;

import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Some places of a {@link BlobTable} pack by pack, although segments are sorted by blob: as many packs at a time as fit into
 * a bounded list, with one pass over the segments for each such batch.
 */
public final class PackGroups {
    /** Sixteen megabytes of numbers. */
    private static final int BATCH_PLACES = 2_000_000;

    private final BlobTable table;
    private final LongPredicate wanted;
    private final int[] counts;
    private final int batchPlaces;

    /** @param wanted which places; must not change its mind */
    public PackGroups(BlobTable table, LongPredicate wanted) {
        this(table, wanted, BATCH_PLACES);
    }

    PackGroups(BlobTable table, LongPredicate wanted, int batchPlaces) {
        this.table = table;
        this.wanted = wanted;
        this.batchPlaces = batchPlaces;
        this.counts = new int[table.packs().size()];
        for (long place = 0; place < table.size(); place++) {
            if (wanted.test(place)) {
                counts[table.pack(place)]++;
            }
        }
    }

    /** How many packs hold a wanted place. */
    public int packs() {
        int packs = 0;
        for (int count : counts) {
            packs += count > 0 ? 1 : 0;
        }
        return packs;
    }

    /** Gets one pack. */
    public interface Visitor {
        /**
         * @param pack its number in {@link BlobTable#packs()}
         * @param blobs at least one, each once, in ascending order of offsets
         */
        void visit(int pack, List<PackedBlob> blobs) throws InterruptedException;
    }

    /** Passes each pack with a wanted place once, in ascending order of their numbers. */
    public void forEach(Visitor visitor) throws InterruptedException {
        int low = 0;
        while (low < counts.length) {
            int high = low;
            long places = 0;
            while (high < counts.length && (high == low || places + counts[high] <= batchPlaces)) {
                places += counts[high++];
            }
            if (places > 0) {
                batch(low, high, Math.toIntExact(places), visitor);
            }
            low = high;
        }
    }

    private void batch(int low, int high, int size, Visitor visitor) throws InterruptedException {
        int[] ends = new int[high - low];
        for (int p = low, end = 0; p < high; p++) {
            ends[p - low] = end;
            end += counts[p];
        }
        long[] places = new long[size];
        for (long place = 0; place < table.size(); place++) {
            if (wanted.test(place)) {
                int pack = table.pack(place);
                if (pack >= low && pack < high) {
                    places[ends[pack - low]++] = place;
                }
            }
        }
        for (int p = low, from = 0; p < high; p++) {
            int end = ends[p - low];
            if (end > from) {
                visitor.visit(p, blobs(places, from, end));
            }
            from = end;
        }
    }

    private List<PackedBlob> blobs(long[] places, int from, int end) {
        List<PackedBlob> blobs = new ArrayList<>(end - from);
        for (int i = from; i < end; i++) {
            blobs.add(table.blob(places[i]));
        }
        blobs.sort(Comparator.comparingInt(PackedBlob::offset).thenComparing(PackedBlob::id));
        List<PackedBlob> once = new ArrayList<>(blobs.size());
        for (PackedBlob blob : blobs) {
            if (once.isEmpty() || !once.getLast().equals(blob)) {
                once.add(blob);
            }
        }
        return once;
    }
}
