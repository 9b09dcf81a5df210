package cloud.mows.backup.core.browse;

import java.util.Arrays;

/** A set of 64-bit hashes that costs eight to sixteen bytes for each. Not thread-safe. */
final class HashSet64 {
    private long[] slots = new long[1 << 10];
    private int size;
    private boolean hasZero;

    /** Whether it was not in it. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean fresh = !hasZero;
            hasZero = true;
            return fresh;
        }
        if (size > slots.length / 4 * 3) {
            grow();
        }
        if (!put(slots, hash)) {
            return false;
        }
        size++;
        return true;
    }

    private static boolean put(long[] slots, long hash) {
        int mask = slots.length - 1;
        int at = (int) mixed(hash) & mask;
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = hash;
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(hash -> hash != 0).forEach(hash -> put(larger, hash));
        slots = larger;
    }

    /** One more word into a hash (the finisher of SplitMix64). */
    static long combined(long hash, long word) {
        return mixed(hash * 31 + word);
    }

    private static long mixed(long word) {
        long z = word + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
