package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.PackId;
import java.util.Arrays;
import java.util.List;

/**
 * The packs that some segments name, each once, numbered from 0 in ascending order of their ids. Memory: eight bytes a pack;
 * the ids stay in the segments, which must stay open. Immutable.
 */
public final class PackTable {
    private final List<Segment> segments;
    /** Where the packs of a segment begin among those of all segments. */
    private final int[] bases;
    /** For each pack of a segment its number. */
    private final int[] numbers;
    /** For each number one pack of a segment. */
    private final int[] representatives;

    PackTable(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.bases = new int[segments.size() + 1];
        for (int s = 0; s < segments.size(); s++) {
            bases[s + 1] = Math.addExact(bases[s], segments.get(s).packCount());
        }
        int[] order = sorted(bases[segments.size()]);
        this.numbers = new int[order.length];
        int size = 0;
        for (int i = 0; i < order.length; i++) {
            if (i > 0 && raw(order[i]).equals(raw(order[i - 1]))) {
                numbers[order[i]] = size - 1;
            } else {
                numbers[order[i]] = size;
                // Reuses the array: size never overtakes i.
                order[size++] = order[i];
            }
        }
        this.representatives = Arrays.copyOf(order, size);
    }

    /** Ids are uniformly distributed: one counting pass by their first bits leaves buckets of a few packs. */
    private int[] sorted(int count) {
        int bits = Math.clamp(31 - Integer.numberOfLeadingZeros(Math.max(2, count)), 1, 24);
        int[] starts = new int[(1 << bits) + 1];
        for (int i = 0; i < count; i++) {
            starts[bucket(i, bits) + 1]++;
        }
        for (int b = 0; b < 1 << bits; b++) {
            starts[b + 1] += starts[b];
        }
        int[] order = new int[count];
        int[] next = starts.clone();
        for (int i = 0; i < count; i++) {
            order[next[bucket(i, bits)]++] = i;
        }
        for (int b = 0; b < 1 << bits; b++) {
            insertionSort(order, starts[b], starts[b + 1]);
        }
        return order;
    }

    private int bucket(int raw, int bits) {
        return (int) (raw(raw).digest().w0() >>> (64 - bits));
    }

    private void insertionSort(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moving = order[i];
            PackId id = raw(moving);
            int j = i;
            while (j > from && raw(order[j - 1]).compareTo(id) > 0) {
                order[j] = order[j - 1];
                j--;
            }
            order[j] = moving;
        }
    }

    private PackId raw(int index) {
        int segment = 0;
        int high = bases.length - 2;
        while (segment < high) {
            int middle = (segment + high + 1) >>> 1;
            if (bases[middle] <= index) {
                segment = middle;
            } else {
                high = middle - 1;
            }
        }
        return segments.get(segment).pack(index - bases[segment]);
    }

    public int size() {
        return representatives.length;
    }

    public PackId id(int number) {
        return raw(representatives[number]);
    }

    /** @return the pack's number, or -1 if no segment names it */
    public int find(PackId id) {
        int low = 0;
        int high = representatives.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int c = id(middle).compareTo(id);
            if (c == 0) {
                return middle;
            }
            if (c < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The number of a pack of the {@code segment}-th segment. */
    int number(int segment, int ordinal) {
        return numbers[bases[segment] + ordinal];
    }
}
