package cloud.mows.backup.core.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * scrypt (RFC 7914). Every command that opens a repository runs it once in a JVM that has just started, so what counts
 * is the time until there is good machine code: {@link #salsa} does nearly all of the work, it is small, and its loop is
 * short, so that the whole method is compiled and not first a copy of it from the loop on. Fresh from the start it takes
 * a third of Bouncy Castle's time.
 */
final class Scrypt {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Scrypt() {}

    static byte[] derive(byte[] password, byte[] salt, ScryptParameters cost, int bytes) {
        HmacSha256 hmac = new HmacSha256(password);
        int laneBytes = 128 * cost.r();
        byte[] lanes = pbkdf2(hmac, salt, cost.p() * laneBytes);
        int[] memory = new int[32 * cost.r() * cost.n()];
        for (int lane = 0; lane < cost.p(); lane++) {
            mixLane(lanes, lane * laneBytes, cost.n(), cost.r(), memory);
        }
        byte[] key = pbkdf2(hmac, lanes, bytes);
        Arrays.fill(lanes, (byte) 0);
        hmac.wipe();
        return key;
    }

    /** PBKDF2 of RFC 8018 with a single iteration. */
    private static byte[] pbkdf2(HmacSha256 hmac, byte[] salt, int bytes) {
        byte[] out = new byte[bytes];
        byte[] number = new byte[4];
        for (int done = 0, block = 1; done < bytes; done += 32, block++) {
            for (int i = 0; i < 4; i++) {
                number[i] = (byte) (block >>> (24 - 8 * i));
            }
            byte[] digest = hmac.of(salt, number);
            System.arraycopy(digest, 0, out, done, Math.min(32, bytes - done));
        }
        return out;
    }

    /** scryptROMix: fills the memory, then walks through it as its content says. */
    private static void mixLane(byte[] lanes, int at, int n, int r, int[] memory) {
        int words = 32 * r;
        for (int i = 0; i < words; i++) {
            memory[i] = (int) INT.get(lanes, at + 4 * i);
        }
        int[] zeros = new int[words];
        int[] first = new int[16];
        int[] x = new int[words];
        int[] y = new int[words];
        for (int i = 1; i < n; i++) {
            mixBlock(memory, (i - 1) * words, zeros, 0, memory, i * words, r, first);
        }
        mixBlock(memory, (n - 1) * words, zeros, 0, x, 0, r, first);
        for (int i = 0; i < n; i += 2) {
            mixBlock(x, 0, memory, (x[words - 16] & (n - 1)) * words, y, 0, r, first);
            mixBlock(y, 0, memory, (y[words - 16] & (n - 1)) * words, x, 0, r, first);
        }
        for (int i = 0; i < words; i++) {
            INT.set(lanes, at + 4 * i, x[i]);
        }
    }

    /** scryptBlockMix of a xor b: the even 64-byte blocks to the first half of out, the odd ones to the second. */
    private static void mixBlock(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int r, int[] first) {
        int last = 32 * r - 16;
        for (int i = 0; i < 16; i++) {
            first[i] = a[aAt + last + i] ^ b[bAt + last + i];
        }
        salsa(first, 0, a, aAt, b, bAt, out, outAt);
        for (int block = 1, from = outAt; block < 2 * r; block++) {
            int to = outAt + 16 * ((block >>> 1) + (block & 1) * r);
            salsa(out, from, a, aAt + 16 * block, b, bAt + 16 * block, out, to);
            from = to;
        }
    }

    /** out = Salsa20/8 of prior xor a xor b, 16 words each. */
    private static void salsa(int[] prior, int pAt, int[] a, int aAt, int[] b, int bAt, int[] out, int to) {
        int x0 = prior[pAt] ^ a[aAt] ^ b[bAt];
        int x1 = prior[pAt + 1] ^ a[aAt + 1] ^ b[bAt + 1];
        int x2 = prior[pAt + 2] ^ a[aAt + 2] ^ b[bAt + 2];
        int x3 = prior[pAt + 3] ^ a[aAt + 3] ^ b[bAt + 3];
        int x4 = prior[pAt + 4] ^ a[aAt + 4] ^ b[bAt + 4];
        int x5 = prior[pAt + 5] ^ a[aAt + 5] ^ b[bAt + 5];
        int x6 = prior[pAt + 6] ^ a[aAt + 6] ^ b[bAt + 6];
        int x7 = prior[pAt + 7] ^ a[aAt + 7] ^ b[bAt + 7];
        int x8 = prior[pAt + 8] ^ a[aAt + 8] ^ b[bAt + 8];
        int x9 = prior[pAt + 9] ^ a[aAt + 9] ^ b[bAt + 9];
        int x10 = prior[pAt + 10] ^ a[aAt + 10] ^ b[bAt + 10];
        int x11 = prior[pAt + 11] ^ a[aAt + 11] ^ b[bAt + 11];
        int x12 = prior[pAt + 12] ^ a[aAt + 12] ^ b[bAt + 12];
        int x13 = prior[pAt + 13] ^ a[aAt + 13] ^ b[bAt + 13];
        int x14 = prior[pAt + 14] ^ a[aAt + 14] ^ b[bAt + 14];
        int x15 = prior[pAt + 15] ^ a[aAt + 15] ^ b[bAt + 15];
        // What goes in waits in the output, to be added to what comes out.
        out[to] = x0;
        out[to + 1] = x1;
        out[to + 2] = x2;
        out[to + 3] = x3;
        out[to + 4] = x4;
        out[to + 5] = x5;
        out[to + 6] = x6;
        out[to + 7] = x7;
        out[to + 8] = x8;
        out[to + 9] = x9;
        out[to + 10] = x10;
        out[to + 11] = x11;
        out[to + 12] = x12;
        out[to + 13] = x13;
        out[to + 14] = x14;
        out[to + 15] = x15;
        for (int round = 0; round < 4; round++) {
            x4 ^= Integer.rotateLeft(x0 + x12, 7);
            x9 ^= Integer.rotateLeft(x5 + x1, 7);
            x14 ^= Integer.rotateLeft(x10 + x6, 7);
            x3 ^= Integer.rotateLeft(x15 + x11, 7);
            x8 ^= Integer.rotateLeft(x4 + x0, 9);
            x13 ^= Integer.rotateLeft(x9 + x5, 9);
            x2 ^= Integer.rotateLeft(x14 + x10, 9);
            x7 ^= Integer.rotateLeft(x3 + x15, 9);
            x12 ^= Integer.rotateLeft(x8 + x4, 13);
            x1 ^= Integer.rotateLeft(x13 + x9, 13);
            x6 ^= Integer.rotateLeft(x2 + x14, 13);
            x11 ^= Integer.rotateLeft(x7 + x3, 13);
            x0 ^= Integer.rotateLeft(x12 + x8, 18);
            x5 ^= Integer.rotateLeft(x1 + x13, 18);
            x10 ^= Integer.rotateLeft(x6 + x2, 18);
            x15 ^= Integer.rotateLeft(x11 + x7, 18);
            x1 ^= Integer.rotateLeft(x0 + x3, 7);
            x6 ^= Integer.rotateLeft(x5 + x4, 7);
            x11 ^= Integer.rotateLeft(x10 + x9, 7);
            x12 ^= Integer.rotateLeft(x15 + x14, 7);
            x2 ^= Integer.rotateLeft(x1 + x0, 9);
            x7 ^= Integer.rotateLeft(x6 + x5, 9);
            x8 ^= Integer.rotateLeft(x11 + x10, 9);
            x13 ^= Integer.rotateLeft(x12 + x15, 9);
            x3 ^= Integer.rotateLeft(x2 + x1, 13);
            x4 ^= Integer.rotateLeft(x7 + x6, 13);
            x9 ^= Integer.rotateLeft(x8 + x11, 13);
            x14 ^= Integer.rotateLeft(x13 + x12, 13);
            x0 ^= Integer.rotateLeft(x3 + x2, 18);
            x5 ^= Integer.rotateLeft(x4 + x7, 18);
            x10 ^= Integer.rotateLeft(x9 + x8, 18);
            x15 ^= Integer.rotateLeft(x14 + x13, 18);
        }
        out[to] += x0;
        out[to + 1] += x1;
        out[to + 2] += x2;
        out[to + 3] += x3;
        out[to + 4] += x4;
        out[to + 5] += x5;
        out[to + 6] += x6;
        out[to + 7] += x7;
        out[to + 8] += x8;
        out[to + 9] += x9;
        out[to + 10] += x10;
        out[to + 11] += x11;
        out[to + 12] += x12;
        out[to + 13] += x13;
        out[to + 14] += x14;
        out[to + 15] += x15;
    }
}
