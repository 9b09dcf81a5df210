package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The names of one directory in the order of their unsigned bytes, packed: a name costs its bytes and 6 more, so that a
 * directory of a million files needs tens of megabytes and not hundreds. Immutable.
 */
public final class NameList extends AbstractList<ByteString> implements RandomAccess {
    public static final NameList EMPTY = new NameList(new byte[0], new int[0]);

    /** Each name: two bytes of length, then its bytes. */
    private final byte[] packed;

    /** Where each name's length lies. */
    private final int[] starts;

    private NameList(byte[] packed, int[] starts) {
        this.packed = packed;
        this.starts = starts;
    }

    @Override
    public ByteString get(int index) {
        int start = starts[Objects.checkIndex(index, starts.length)];
        return ByteString.of(packed, start + 2, length(packed, start));
    }

    @Override
    public int size() {
        return starts.length;
    }

    private static int length(byte[] packed, int start) {
        return (packed[start] & 0xff) << 8 | packed[start + 1] & 0xff;
    }

    /** Collects names in any order. */
    static final class Builder {
        private byte[] packed = new byte[1024];
        private int[] starts = new int[32];
        private int used;
        private int count;

        void add(ByteBuffer from, int at, int length) {
            if (length > 0xffff) {
                throw new IllegalArgumentException("a name of " + length + " bytes");
            }
            if (used + length + 2 > packed.length) {
                packed = Arrays.copyOf(packed, Math.addExact(packed.length, Math.max(packed.length >> 1, length + 2)));
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count + (count >> 1));
            }
            starts[count++] = used;
            packed[used] = (byte) (length >>> 8);
            packed[used + 1] = (byte) length;
            from.get(at, packed, used + 2, length);
            used += length + 2;
        }

        NameList build() {
            if (count == 0) {
                return EMPTY;
            }
            int[] sorted = Arrays.copyOf(starts, count);
            sort(sorted, sorted.clone(), 0, count);
            return new NameList(Arrays.copyOf(packed, used), sorted);
        }

        /** Merge sort of {@code from..to}; both arrays hold the same there at the start, {@code out} the result. */
        private void sort(int[] out, int[] spare, int from, int to) {
            if (to - from < 8) {
                insertionSort(out, from, to);
                return;
            }
            int middle = (from + to) >>> 1;
            sort(spare, out, from, middle);
            sort(spare, out, middle, to);
            if (compare(spare[middle - 1], spare[middle]) <= 0) {
                System.arraycopy(spare, from, out, from, to - from);
                return;
            }
            int left = from;
            int right = middle;
            for (int i = from; i < to; i++) {
                boolean takeLeft = right == to || left < middle && compare(spare[left], spare[right]) <= 0;
                out[i] = takeLeft ? spare[left++] : spare[right++];
            }
        }

        private void insertionSort(int[] out, int from, int to) {
            for (int i = from + 1; i < to; i++) {
                int moving = out[i];
                int j = i;
                while (j > from && compare(out[j - 1], moving) > 0) {
                    out[j] = out[j - 1];
                    j--;
                }
                out[j] = moving;
            }
        }

        private int compare(int a, int b) {
            return Arrays.compareUnsigned(
                    packed, a + 2, a + 2 + length(packed, a), packed, b + 2, b + 2 + length(packed, b));
        }
    }
}
