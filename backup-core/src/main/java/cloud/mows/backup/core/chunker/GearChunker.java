package cloud.mows.backup.core.chunker;

import java.util.Objects;

/** Cuts by a gear hash with words of the repository's own. */
public final class GearChunker implements Chunker {
    private static final int WINDOW = ChunkSizes.WINDOW;

    /** How many bytes each of three places advances before they are set apart again. */
    private static final int LANE = 4096;

    /** How much likelier an end is after the average size than before it. */
    private static final double NORMALISATION = 4;

    private final ChunkSizes sizes;
    private final long[] gear;
    private final long boundBefore;
    private final long boundAfter;

    public GearChunker(GearTable table, ChunkSizes sizes) {
        this.sizes = sizes;
        this.gear = table.words();
        double rate = rateBeforeAverage(sizes);
        this.boundBefore = threshold(rate);
        this.boundAfter = threshold(rate * NORMALISATION);
    }

    /** Below which the hash must be for a chunk of {@code length} to end. */
    long bound(int length) {
        return length < sizes.average() ? boundBefore : boundAfter;
    }

    @Override
    public int maxBytes() {
        return sizes.max();
    }

    /** With one table in a million zeros end at once; then only holes are cut so. */
    @Override
    public int zeroChunkBytes() {
        return sizes.max();
    }

    @Override
    public int cut(byte[] buffer, int offset, int length, int examined, boolean end) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return -1;
        }
        int limit = Math.min(length, sizes.max());
        int from = Math.max(sizes.min(), examined + 1);
        // An end at n is decided by the bytes n - 64 .. n - 1, so the two stretches are independent of each other.
        int turn = sizes.average();
        int found = -1;
        if (from < turn) {
            found = scan(buffer, offset, from, Math.min(limit, turn - 1), boundBefore);
        }
        if (found < 0) {
            found = scan(buffer, offset, Math.max(from, turn), limit, boundAfter);
        }
        if (found > 0) {
            return found;
        }
        return end || length >= sizes.max() ? limit : -1;
    }

    /** The first n in {@code from..to} where the hash of the 64 bytes before offset + n lies below the bound, or -1. */
    private int scan(byte[] buffer, int offset, int from, int to, long bound) {
        if (from > to) {
            return -1;
        }
        int last = offset + to;
        int at = skipLanes(buffer, offset + from - 1, last, bound);
        long[] g = gear;
        long hash = hashBefore(buffer, at);
        while (at < last) {
            hash = (hash << 1) + g[buffer[at++] & 0xff];
            if (hash < bound) {
                return at - offset;
            }
        }
        return -1;
    }

    /**
     * Skips what has no end in it, three places at a time: a hash waits for the one before it, but those of different
     * places do not wait for each other. Since a byte's influence ends after 64 bytes, a lane can begin anywhere.
     *
     * @return from where on to look at every byte: there is an end soon, or {@code last} is
     */
    private int skipLanes(byte[] buffer, int first, int last, long bound) {
        long[] g = gear;
        int at = first;
        for (; last - at >= 3 * LANE; at += 3 * LANE) {
            long h0 = hashBefore(buffer, at);
            long h1 = hashBefore(buffer, at + LANE);
            long h2 = hashBefore(buffer, at + 2 * LANE);
            int end = at + LANE;
            for (int i = at; i < end; i++) {
                // Masked with the length, not 0xff, an index needs no check that it is inside: a third faster.
                h0 = (h0 << 1) + g[buffer[i] & (g.length - 1)];
                h1 = (h1 << 1) + g[buffer[i + LANE] & (g.length - 1)];
                h2 = (h2 << 1) + g[buffer[i + 2 * LANE] & (g.length - 1)];
                if (h0 < bound || h1 < bound || h2 < bound) {
                    return i;
                }
            }
        }
        return at;
    }

    /** The hash of the 64 bytes before {@code at}; of 63 it would do, as the next byte pushes the first out. */
    private long hashBefore(byte[] buffer, int at) {
        long hash = 0;
        for (int i = Math.max(0, at - WINDOW); i < at; i++) {
            hash = (hash << 1) + gear[buffer[i] & 0xff];
        }
        return hash;
    }

    /** The hash is uniform over all longs; compared signed, because that is one instruction. */
    private static long threshold(double rate) {
        return Long.MIN_VALUE + (long) (rate * 0x1p63) * 2;
    }

    /**
     * The chance per byte of an end before the average size for which chunks of random data have the average size. With
     * d bytes between min and average and rates a and b, the mean is {@code min + (1 - e^-ad) / a + e^-ad / b}; it falls
     * as a grows, so halving the interval finds it. {@link StrictMath}, since every machine must find the same.
     */
    private static double rateBeforeAverage(ChunkSizes sizes) {
        double beyond = (double) sizes.average() - sizes.min();
        double low = 0x1p-3 / beyond;
        double high = 8 / beyond;
        for (int i = 0; i < 60; i++) {
            double rate = (low + high) / 2;
            double none = StrictMath.exp(-rate * beyond);
            double mean = (1 - none) / rate + none / (rate * NORMALISATION);
            if (mean > beyond) {
                low = rate;
            } else {
                high = rate;
            }
        }
        return (low + high) / 2;
    }
}
