package cloud.mows.backup.core.chunker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RabinChunkerPropertyTest {
    private static final long POLYNOMIAL = 0x3DA3358B4DC173L;
    private static final ChunkSizes SMALL = new ChunkSizes(512, 1024, 8192);

    /** Large enough for all of the ways to look for an end. */
    private static final ChunkSizes LARGE = new ChunkSizes(64, 1 << 17, 1 << 19);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** The definition against the fast scan: a polynomial of 512 coefficients, divided by hand. */
    @Test
    void cutsWhereTheDefinitionSays() {
        System.out.println("seed=" + seed);
        for (int round = 0; round < 30; round++) {
            cutsWhereTheDefinitionSays(SMALL, data(random.nextInt(20_000)));
        }
        for (int round = 0; round < 3; round++) {
            cutsWhereTheDefinitionSays(LARGE, noise(random.nextInt(600_000)));
        }
    }

    private void cutsWhereTheDefinitionSays(ChunkSizes sizes, byte[] data) {
        long polynomial = round(sizes);
        RabinChunker chunker = new RabinChunker(polynomial, sizes);
        int at = 0;
        for (int length : Cuts.whole(chunker, data)) {
            int longest = Math.min(sizes.max(), data.length - at);
            int expected = sizes.min();
            while (expected < longest && (fingerprint(data, at + expected, polynomial) & sizes.average() - 1) != 0) {
                expected++;
            }
            assertThat(length).as("seed=%d at=%d", seed, at).isEqualTo(Math.min(expected, longest));
            at += length;
        }
    }

    /** Any polynomial of the degree does for the arithmetic. */
    private long round(ChunkSizes sizes) {
        return sizes == SMALL ? 1L << 53 | random.nextLong() & (1L << 53) - 1 | 1 : POLYNOMIAL;
    }

    private static long fingerprint(byte[] data, int end, long polynomial) {
        long rest = 0;
        for (int i = end - 64; i < end; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                rest = rest << 1 | data[i] >>> bit & 1;
                if ((rest >>> 53) != 0) {
                    rest ^= polynomial;
                }
            }
        }
        return rest;
    }

    /** What restic 0.18.1 made of a file, with the polynomial of its repository. */
    @Test
    void cutsWhereResticDid() {
        byte[] data = new byte[12_000_000];
        new SplittableRandom(2026).nextBytes(data);
        Arrays.fill(data, 4_000_000, 6_000_000, (byte) 0);
        assertThat(Cuts.whole(new RabinChunker(0x21ba202e25c8b5L, ChunkSizes.DEFAULT), data))
                .containsExactly(
                        1061840, 1712694, 1225530, 524288, 524288, 524288, 999829, 773332, 573175, 535115, 2024169,
                        971054, 550398);
    }

    @Test
    void theDefinitionIsTheRemainderOfADivision() {
        System.out.println("seed=" + seed);
        for (int round = 0; round < 50; round++) {
            byte[] window = noise(64);
            BigInteger dividend = new BigInteger(1, window);
            BigInteger divisor = BigInteger.valueOf(POLYNOMIAL);
            while (dividend.bitLength() >= divisor.bitLength()) {
                dividend = dividend.xor(divisor.shiftLeft(dividend.bitLength() - divisor.bitLength()));
            }
            assertThat(fingerprint(window, 64, POLYNOMIAL)).as("seed=%d", seed).isEqualTo(dividend.longValueExact());
        }
    }

    @Test
    void boundariesDoNotDependOnHowDataArrives() {
        System.out.println("seed=" + seed);
        RabinChunker chunker = new RabinChunker(POLYNOMIAL, SMALL);
        for (int round = 0; round < 200; round++) {
            byte[] data = data(random.nextInt(60_000));
            List<Integer> whole = Cuts.whole(chunker, data);
            assertThat(Cuts.inPieces(chunker, data, random)).as("seed=%d", seed).isEqualTo(whole);
            assertThat(whole.stream().mapToInt(Integer::intValue).sum()).isEqualTo(data.length);
        }
    }

    @Test
    void zerosBecomeTheSmallestChunks() {
        RabinChunker chunker = new RabinChunker(POLYNOMIAL, SMALL);
        assertThat(chunker.zeroChunkBytes()).isEqualTo(512);
        assertThat(Cuts.whole(chunker, new byte[3 * 512 + 100])).containsExactly(512, 512, 512, 100);
    }

    @Test
    void asksForMoreOnlyWhenItMust() {
        RabinChunker chunker = new RabinChunker(POLYNOMIAL, SMALL);
        byte[] ones = new byte[9000];
        Arrays.fill(ones, (byte) 1);
        assertThat(chunker.cut(ones, 0, 0, true)).isEqualTo(-1);
        assertThat(chunker.cut(ones, 0, 511, false)).isEqualTo(-1);
        assertThat(chunker.cut(ones, 0, 8191, false)).isEqualTo(-1);
        assertThat(chunker.cut(ones, 0, 8191, true)).isEqualTo(8191);
        assertThat(chunker.cut(ones, 0, 9000, 8191, false)).isEqualTo(8192);
    }

    @Test
    void refusesOtherPolynomials() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RabinChunker(0, SMALL));
        assertThatIllegalArgumentException().isThrownBy(() -> new RabinChunker(POLYNOMIAL << 1, SMALL));
        assertThatIllegalArgumentException().isThrownBy(() -> new RabinChunker(-1, SMALL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RabinChunker(POLYNOMIAL, new ChunkSizes(512, 1000, 8192)));
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Noise, text-like data or long runs. */
    private byte[] data(int length) {
        byte[] bytes = noise(length);
        int kind = random.nextInt(3);
        for (int i = 0; kind > 0 && i < length; i++) {
            bytes[i] = kind == 1
                    ? (byte) ("etaoin shrdlu\n".charAt((bytes[i] & 0xff) % 14))
                    : (byte) ((bytes[i] & 0xff) / 250);
        }
        return bytes;
    }
}
