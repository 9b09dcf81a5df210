package cloud.mows.backup.core.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The polynomial of Poly1305 (RFC 8439, section 2.5): sum of the message's 16-byte blocks times powers of {@code r}
 * modulo 2^130 - 5, plus a pad modulo 2^128.
 *
 * <p>A value is three limbs of 44, 44 and 42 bits. Four blocks are folded at once, {@code (h + m0) r^4 + m1 r^3 + m2 r^2 +
 * m3 r}, so that only one carry chain runs for 64 bytes and three quarters of the products do not wait for {@code h}.
 *
 * <p>A column of products is kept as two plain 64-bit sums instead of one of 128 bits with carries. Every multiplier is
 * stored shifted left by 12, and {@code h} is also at hand shifted left by 8: {@code multiplyHigh} of these two is the
 * product divided by 2^44, rounded down; their sum {@code high} is therefore at most 11 too small, one for each further
 * product of the column. The sum {@code low} of the wrapped products holds the column's lowest 52 bits above 12 empty
 * ones; its top 8 bits and the lowest 8 bits of {@code high} name the same bits, and their difference is what was
 * rounded away.
 *
 * <p>Not thread safe. No branch and no address depends on the key or the message.
 */
final class Poly1305 {
    static final int BLOCK_BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long M44 = (1L << 44) - 1;
    private static final long M42 = (1L << 42) - 1;
    private static final int UP = 12;
    private static final int REST = 44 + UP;

    /** For each of r^4, r^3, r^2, r: limbs 0, 1, 2 and 20 times limbs 1 and 2, all shifted by {@link #UP}. */
    private final long[] powers = new long[20];

    private long h0;
    private long h1;
    private long h2;
    private long pad0;
    private long pad1;

    /** @param r 16 bytes, which are masked as the specification says */
    Poly1305(byte[] r) {
        long t0 = (long) LONG.get(r, 0) & 0x0ffffffc0fffffffL;
        long t1 = (long) LONG.get(r, 8) & 0x0ffffffc0ffffffcL;
        long r0 = t0 & M44;
        long r1 = ((t0 >>> 44) | (t1 << 20)) & M44;
        long r2 = t1 >>> 24;
        keep(15, r0, r1, r2);
        h0 = r0;
        h1 = r1;
        h2 = r2;
        for (int at = 10; at >= 0; at -= 5) {
            fold(15, h0, h1, h2);
            keep(at, h0, h1, h2);
        }
    }

    private void keep(int at, long l0, long l1, long l2) {
        powers[at] = l0 << UP;
        powers[at + 1] = l1 << UP;
        powers[at + 2] = l2 << UP;
        powers[at + 3] = (l1 * 20) << UP;
        powers[at + 4] = (l2 * 20) << UP;
    }

    public void begin(byte[] pad) {
        pad0 = (long) LONG.get(pad, 0);
        pad1 = (long) LONG.get(pad, 8);
        h0 = 0;
        h1 = 0;
        h2 = 0;
    }

    public void update(byte[] in, int offset, int length) {
        int at = offset;
        int end = offset + (length & -64);
        if (at < end) {
            fours(in, at, end);
            at = end;
        }
        end = offset + (length & -16);
        for (; at < end; at += BLOCK_BYTES) {
            one((long) LONG.get(in, at), (long) LONG.get(in, at + 8), 1L << 40);
        }
        int rest = offset + length - at;
        if (rest > 0) {
            long lo = 0;
            long hi = 0;
            for (int i = 0; i < rest; i++) {
                if (i < 8) {
                    lo |= (in[at + i] & 0xffL) << (8 * i);
                } else {
                    hi |= (in[at + i] & 0xffL) << (8 * (i - 8));
                }
            }
            if (rest < 8) {
                lo |= 1L << (8 * rest);
            } else {
                hi |= 1L << (8 * (rest - 8));
            }
            one(lo, hi, 0);
        }
    }

    private void one(long lo, long hi, long top) {
        fold(15, h0 + (lo & M44), h1 + (((lo >>> 44) | (hi << 20)) & M44), h2 + ((hi >>> 24) | top));
    }

    /** h = a times the power at {@code at}. */
    private void fold(int at, long a0, long a1, long a2) {
        long[] p = powers;
        long r0 = p[at];
        long r1 = p[at + 1];
        long r2 = p[at + 2];
        long s1 = p[at + 3];
        long s2 = p[at + 4];
        long b0 = a0 << 8;
        long b1 = a1 << 8;
        long b2 = a2 << 8;
        carry(
                a0 * r0 + a1 * s2 + a2 * s1,
                Math.multiplyHigh(b0, r0) + Math.multiplyHigh(b1, s2) + Math.multiplyHigh(b2, s1),
                a0 * r1 + a1 * r0 + a2 * s2,
                Math.multiplyHigh(b0, r1) + Math.multiplyHigh(b1, r0) + Math.multiplyHigh(b2, s2),
                a0 * r2 + a1 * r1 + a2 * r0,
                Math.multiplyHigh(b0, r2) + Math.multiplyHigh(b1, r1) + Math.multiplyHigh(b2, r0));
    }

    /** Three columns to limbs that are at most a few units above their width. */
    private void carry(long low0, long high0, long low1, long high1, long low2, long high2) {
        long g0 = (low0 >>> UP) & M44;
        long g1 = ((low1 >>> UP) & M44) + high0 + (((low0 >>> REST) - high0) & 0xff);
        long c1 = high1 + (((low1 >>> REST) - high1) & 0xff) + (g1 >>> 44);
        g1 &= M44;
        long column2 = (low2 >>> UP) & M44;
        long g2 = (column2 & M42) + c1;
        long c2 = ((high2 + (((low2 >>> REST) - high2) & 0xff)) << 2) + (column2 >>> 42) + (g2 >>> 42);
        g0 += c2 * 5;
        h0 = g0 & M44;
        h1 = g1 + (g0 >>> 44);
        h2 = g2 & M42;
    }

    private void fours(byte[] in, int from, int end) {
        long[] p = powers;
        long x0 = h0;
        long x1 = h1;
        long x2 = h2;
        for (int at = from; at < end; at += 64) {
            long low0 = 0;
            long low1 = 0;
            long low2 = 0;
            long high0 = 0;
            long high1 = 0;
            long high2 = 0;
            for (int block = 1; block < 4; block++) {
                long lo = (long) LONG.get(in, at + 16 * block);
                long hi = (long) LONG.get(in, at + 16 * block + 8);
                long a0 = lo & M44;
                long a1 = ((lo >>> 44) | (hi << 20)) & M44;
                long a2 = (hi >>> 24) | (1L << 40);
                long b0 = a0 << 8;
                long b1 = a1 << 8;
                long b2 = a2 << 8;
                long r0 = p[5 * block];
                long r1 = p[5 * block + 1];
                long r2 = p[5 * block + 2];
                long s1 = p[5 * block + 3];
                long s2 = p[5 * block + 4];
                low0 += a0 * r0 + a1 * s2 + a2 * s1;
                high0 += Math.multiplyHigh(b0, r0) + Math.multiplyHigh(b1, s2) + Math.multiplyHigh(b2, s1);
                low1 += a0 * r1 + a1 * r0 + a2 * s2;
                high1 += Math.multiplyHigh(b0, r1) + Math.multiplyHigh(b1, r0) + Math.multiplyHigh(b2, s2);
                low2 += a0 * r2 + a1 * r1 + a2 * r0;
                high2 += Math.multiplyHigh(b0, r2) + Math.multiplyHigh(b1, r1) + Math.multiplyHigh(b2, r0);
            }
            long lo = (long) LONG.get(in, at);
            long hi = (long) LONG.get(in, at + 8);
            long a0 = x0 + (lo & M44);
            long a1 = x1 + (((lo >>> 44) | (hi << 20)) & M44);
            long a2 = x2 + ((hi >>> 24) | (1L << 40));
            long b0 = a0 << 8;
            long b1 = a1 << 8;
            long b2 = a2 << 8;
            low0 += a0 * p[0] + a1 * p[4] + a2 * p[3];
            high0 += Math.multiplyHigh(b0, p[0]) + Math.multiplyHigh(b1, p[4]) + Math.multiplyHigh(b2, p[3]);
            low1 += a0 * p[1] + a1 * p[0] + a2 * p[4];
            high1 += Math.multiplyHigh(b0, p[1]) + Math.multiplyHigh(b1, p[0]) + Math.multiplyHigh(b2, p[4]);
            low2 += a0 * p[2] + a1 * p[1] + a2 * p[0];
            high2 += Math.multiplyHigh(b0, p[2]) + Math.multiplyHigh(b1, p[1]) + Math.multiplyHigh(b2, p[0]);

            long g0 = (low0 >>> UP) & M44;
            long g1 = ((low1 >>> UP) & M44) + high0 + (((low0 >>> REST) - high0) & 0xff);
            long c1 = high1 + (((low1 >>> REST) - high1) & 0xff) + (g1 >>> 44);
            long column2 = (low2 >>> UP) & M44;
            long g2 = (column2 & M42) + c1;
            long c2 = ((high2 + (((low2 >>> REST) - high2) & 0xff)) << 2) + (column2 >>> 42) + (g2 >>> 42);
            g0 += c2 * 5;
            x0 = g0 & M44;
            x1 = (g1 & M44) + (g0 >>> 44);
            x2 = g2 & M42;
        }
        h0 = x0;
        h1 = x1;
        h2 = x2;
    }

    /** The limbs to their widths and the value below 2^130 + a little. */
    private void reduce() {
        long c = h1 >>> 44;
        h1 &= M44;
        h2 += c;
        c = h2 >>> 42;
        h2 &= M42;
        h0 += c * 5;
        c = h0 >>> 44;
        h0 &= M44;
        h1 += c;
        c = h1 >>> 44;
        h1 &= M44;
        h2 += c;
    }

    public void finish(byte[] out, int offset) {
        reduce();
        reduce();
        // h - (2^130 - 5), taken instead of h unless it is negative.
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 44);
        g0 &= M44;
        long g2 = h2 + (g1 >>> 44) - (1L << 42);
        g1 &= M44;
        long useH = g2 >> 63;
        g0 = (h0 & useH) | (g0 & ~useH);
        g1 = (h1 & useH) | (g1 & ~useH);
        g2 = (h2 & useH) | (g2 & ~useH);
        long lo = g0 | (g1 << 44);
        long hi = (g1 >>> 20) | (g2 << 24);
        long sum0 = lo + pad0;
        // The carry out of an unsigned addition, without a branch.
        long carry = ((lo & pad0) | ((lo | pad0) & ~sum0)) >>> 63;
        LONG.set(out, offset, sum0);
        LONG.set(out, offset + 8, hi + pad1 + carry);
    }
}
