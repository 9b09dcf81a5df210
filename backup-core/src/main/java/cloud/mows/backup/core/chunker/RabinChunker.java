package cloud.mows.backup.core.chunker;

import java.util.Objects;

/**
 * Cuts where restic and rustic cut (module {@code github.com/restic/chunker}): a chunk may end where the Rabin fingerprint of
 * its last 64 bytes, their polynomial over GF(2) modulo the repository's polynomial, has only zeros in its lowest bits. The
 * first end that counts is at the smallest size.
 */
public final class RabinChunker implements Chunker {
    /** Of the polynomial: a fingerprint has so many bits. */
    public static final int DEGREE = 53;

    private static final int WINDOW = ChunkSizes.WINDOW;
    private static final int SHIFT = DEGREE - 8;

    /** How many bytes each of three places advances before they are set apart again. */
    private static final int LANE = 4096;

    private final ChunkSizes sizes;
    private final long mask;

    /** What takes a fingerprint that was moved by a byte back below the degree, by its highest byte. */
    private final long[] reduce = new long[256];

    /** What a byte is in a fingerprint when it has left the window. */
    private final long[] leave = new long[256];

    /**
     * @param polynomial irreducible, of degree 53
     * @param sizes with a power of two as the average
     */
    public RabinChunker(long polynomial, ChunkSizes sizes) {
        if (63 - Long.numberOfLeadingZeros(polynomial) != DEGREE || Integer.bitCount(sizes.average()) != 1) {
            throw new IllegalArgumentException(
                    "polynomial " + Long.toHexString(polynomial) + ", average size " + sizes.average());
        }
        this.sizes = sizes;
        this.mask = sizes.average() - 1L;
        for (int b = 0; b < 256; b++) {
            long high = (long) b << DEGREE;
            long rest = high;
            for (int bit = DEGREE + 7; bit >= DEGREE; bit--) {
                if ((rest >>> bit & 1) != 0) {
                    rest ^= polynomial << bit - DEGREE;
                }
            }
            reduce[b] = high | rest;
        }
        for (int b = 0; b < 256; b++) {
            long left = b;
            for (int i = 0; i < WINDOW; i++) {
                left = append(left, 0);
            }
            leave[b] = left;
        }
    }

    @Override
    public int maxBytes() {
        return sizes.max();
    }

    /** The fingerprint of zeros is 0, so that they end wherever they may. */
    @Override
    public int zeroChunkBytes() {
        return sizes.min();
    }

    @Override
    public int cut(byte[] buffer, int offset, int length, int examined, boolean end) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return -1;
        }
        int limit = Math.min(length, sizes.max());
        int found = scan(buffer, offset, Math.max(sizes.min(), examined + 1), limit);
        if (found > 0) {
            return found;
        }
        return end || length >= sizes.max() ? limit : -1;
    }

    /** The first n in {@code from..to} where the fingerprint of the 64 bytes before offset + n says so, or -1. */
    private int scan(byte[] buffer, int offset, int from, int to) {
        if (from > to) {
            return -1;
        }
        if ((fingerprint(buffer, offset + from) & mask) == 0) {
            return from;
        }
        int last = offset + to;
        int at = skipLanes(buffer, offset + from, last);
        long print = fingerprint(buffer, at);
        while (at < last) {
            print = append(print, buffer[at]) ^ leave[buffer[at - WINDOW] & 0xff];
            at++;
            if ((print & mask) == 0) {
                return at - offset;
            }
        }
        return -1;
    }

    /**
     * Skips what has no end in it, three places at a time: a fingerprint waits for the one before it, but those of different
     * places do not wait for each other.
     *
     * @return from where on to look at every byte: there is an end soon, or {@code last} is
     */
    private int skipLanes(byte[] buffer, int first, int last) {
        long[] r = reduce;
        long[] l = leave;
        long m = mask;
        int at = first;
        for (; last - at >= 3 * LANE; at += 3 * LANE) {
            long p0 = fingerprint(buffer, at);
            long p1 = fingerprint(buffer, at + LANE);
            long p2 = fingerprint(buffer, at + 2 * LANE);
            int end = at + LANE;
            for (int i = at; i < end; i++) {
                // Masked with the length, not 0xff, an index needs no check that it is inside.
                p0 = (p0 << 8)
                        ^ (r[(int) (p0 >>> SHIFT) & (r.length - 1)]
                                ^ (buffer[i] & 0xff ^ l[buffer[i - WINDOW] & (l.length - 1)]));
                p1 = (p1 << 8)
                        ^ (r[(int) (p1 >>> SHIFT) & (r.length - 1)]
                                ^ (buffer[i + LANE] & 0xff ^ l[buffer[i + LANE - WINDOW] & (l.length - 1)]));
                p2 = (p2 << 8)
                        ^ (r[(int) (p2 >>> SHIFT) & (r.length - 1)]
                                ^ (buffer[i + 2 * LANE] & 0xff ^ l[buffer[i + 2 * LANE - WINDOW] & (l.length - 1)]));
                if ((p0 & m) == 0 || (p1 & m) == 0 || (p2 & m) == 0) {
                    return i;
                }
            }
        }
        return at;
    }

    /** Of the 64 bytes before {@code end}. */
    private long fingerprint(byte[] buffer, int end) {
        long print = 0;
        for (int i = end - WINDOW; i < end; i++) {
            print = append(print, buffer[i]);
        }
        return print;
    }

    private long append(long print, int b) {
        return print << 8 ^ reduce[(int) (print >>> SHIFT)] ^ b & 0xff;
    }
}
