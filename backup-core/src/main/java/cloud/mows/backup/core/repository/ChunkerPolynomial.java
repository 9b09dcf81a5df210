package cloud.mows.backup.core.repository;

import java.util.random.RandomGenerator;

/**
 * The irreducible polynomial of degree 53 over GF(2) that a repository's config must name (restic doc/design.rst, "Backups
 * and Deduplication"). We cut by another hash, but restic refuses a config without a good one, and uses it when it writes to
 * the same repository.
 */
final class ChunkerPolynomial {
    private static final int DEGREE = 53;

    private ChunkerPolynomial() {}

    /** A random one; about one in 53 candidates is irreducible. */
    static long random(RandomGenerator random) {
        while (true) {
            // The constant term is set, or x would divide it.
            long candidate = (random.nextLong() & ((1L << DEGREE) - 1)) | 1L << DEGREE | 1;
            if (isIrreducible(candidate)) {
                return candidate;
            }
        }
    }

    /**
     * Rabin's test for a prime degree: {@code x^(2^53) = x (mod f)}, and no factor in common with {@code x^2 - x}, that is
     * neither 0 nor 1 is a root.
     */
    static boolean isIrreducible(long f) {
        if (63 - Long.numberOfLeadingZeros(f) != DEGREE || (f & 1) == 0 || (Long.bitCount(f) & 1) == 0) {
            return false;
        }
        long power = 2;
        for (int i = 0; i < DEGREE; i++) {
            power = squareModulo(power, f);
        }
        return power == 2;
    }

    private static long squareModulo(long a, long f) {
        long result = 0;
        for (int bit = DEGREE - 1; bit >= 0; bit--) {
            result <<= 1;
            if ((result >>> DEGREE) != 0) {
                result ^= f;
            }
            if ((a >>> bit & 1) != 0) {
                result ^= a;
            }
        }
        return result;
    }
}
