package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerPolynomialTest {
    /** From restic's own tests and from repositories that restic made. */
    @ParameterizedTest
    @ValueSource(longs = {0x3DA3358B4DC173L, 0x2da5d3647298d1L})
    void knowsResticsPolynomials(long polynomial) {
        assertThat(ChunkerPolynomial.isIrreducible(polynomial)).isTrue();
    }

    @Test
    void findsOneInAboutFiftyThree() {
        SplittableRandom random = new SplittableRandom(1);
        int irreducible = 0;
        int candidates = 20_000;
        for (int i = 0; i < candidates; i++) {
            if (ChunkerPolynomial.isIrreducible(random.nextLong() & ((1L << 53) - 1) | 1L << 53)) {
                irreducible++;
            }
        }
        assertThat(irreducible).isBetween(candidates / 53 - 80, candidates / 53 + 80);
    }

    @Test
    void knowsProductsForWhatTheyAre() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 2000; i++) {
            int degree = random.nextInt(1, 53);
            long a = random.nextLong() & ((1L << degree) - 1) | 1L << degree;
            long b = random.nextLong() & ((1L << (53 - degree)) - 1) | 1L << (53 - degree);
            assertThat(ChunkerPolynomial.isIrreducible(product(a, b)))
                    .as("%x * %x", a, b)
                    .isFalse();
        }
    }

    @Test
    void makesOnesThatNoSmallPolynomialDivides() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20; i++) {
            long f = ChunkerPolynomial.random(random);
            assertThat(63 - Long.numberOfLeadingZeros(f)).isEqualTo(53);
            for (long divisor = 2; divisor < 1 << 14; divisor++) {
                if (remainder(f, divisor) == 0) {
                    throw new AssertionError("%x is divisible by %x".formatted(f, divisor));
                }
            }
        }
    }

    @Test
    void takesOnlyDegreeFiftyThree() {
        for (long f : new long[] {0, 1, 2, 7, 1L << 53, 1L << 54 | 1, -1}) {
            assertThat(ChunkerPolynomial.isIrreducible(f)).isFalse();
        }
    }

    private static long product(long a, long b) {
        long product = 0;
        for (int bit = 0; bit < 64; bit++) {
            if ((b >>> bit & 1) != 0) {
                product ^= a << bit;
            }
        }
        return product;
    }

    private static long remainder(long a, long b) {
        int degree = 63 - Long.numberOfLeadingZeros(b);
        long rest = a;
        for (int top = 63 - Long.numberOfLeadingZeros(rest); rest != 0 && top >= degree; ) {
            rest ^= b << (top - degree);
            top = 63 - Long.numberOfLeadingZeros(rest);
        }
        return rest;
    }
}
