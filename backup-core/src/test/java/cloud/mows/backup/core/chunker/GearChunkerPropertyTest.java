package cloud.mows.backup.core.chunker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cloud.mows.backup.core.bytes.ByteSlice;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GearChunkerPropertyTest {
    private static final ChunkSizes SMALL = new ChunkSizes(512, 1024, 8192);

    /** Large enough for all of the ways to look for an end. */
    private static final ChunkSizes LARGE = new ChunkSizes(64, 100_000, 400_000);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final GearChunker chunker = new GearChunker(table(1), SMALL);

    @Test
    void boundariesDoNotDependOnHowDataArrives() {
        System.out.println("seed=" + seed);
        for (int round = 0; round < 300; round++) {
            byte[] data = data(random.nextInt(60_000));
            List<Integer> whole = Cuts.whole(chunker, data);
            assertThat(Cuts.inPieces(chunker, data, random)).as("seed=%d", seed).isEqualTo(whole);
            assertThat(whole.stream().mapToInt(Integer::intValue).sum()).isEqualTo(data.length);
        }
    }

    /** The definition, word for word, against the fast scan. */
    @Test
    void cutsWhereTheDefinitionSays() {
        System.out.println("seed=" + seed);
        for (int round = 0; round < 200; round++) {
            cutsWhereTheDefinitionSays(SMALL, data(random.nextInt(20_000)));
        }
        for (int round = 0; round < 20; round++) {
            cutsWhereTheDefinitionSays(LARGE, noise(random.nextInt(2_000_000)));
        }
    }

    private void cutsWhereTheDefinitionSays(ChunkSizes sizes, byte[] data) {
        GearChunker chunker = new GearChunker(table(1), sizes);
        long[] gear = table(1).words();
        int at = 0;
        for (int length : Cuts.whole(chunker, data)) {
            int expected = Math.min(sizes.max(), data.length - at);
            for (int n = sizes.min(); n < expected; n++) {
                long hash = 0;
                for (int i = at + n - 64; i < at + n; i++) {
                    hash = 2 * hash + gear[data[i] & 0xff];
                }
                if (hash < chunker.bound(n)) {
                    expected = n;
                }
            }
            assertThat(length).as("seed=%d at=%d", seed, at).isEqualTo(expected);
            at += length;
        }
    }

    @Test
    void anInsertionChangesOnlyTheFirstChunks() {
        System.out.println("seed=" + seed);
        byte[] data = noise(2_000_000);
        byte[] longer = new byte[data.length + 137];
        random.nextBytes(longer);
        System.arraycopy(data, 0, longer, 137, data.length);
        var before = contents(data);
        var after = contents(longer);
        int total = after.size();
        after.removeAll(before);
        assertThat(after.size()).as("seed=%d new chunks of %d", seed, total).isLessThan(40);
    }

    @Test
    void chunksOfRandomDataHaveTheAverageSize() {
        System.out.println("seed=" + seed);
        GearChunker large = new GearChunker(table(7), ChunkSizes.DEFAULT);
        byte[] data = noise(128 << 20);
        List<Integer> chunks = Cuts.whole(large, data);
        double average = (double) data.length / chunks.size();
        assertThat(average).as("seed=%d", seed).isBetween(0.88 * (1 << 20), 1.12 * (1 << 20));
        assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(n -> n >= 512 << 10 && n <= 8 << 20);

        double small = 20_000_000.0 / Cuts.whole(chunker, noise(20_000_000)).size();
        assertThat(small).as("seed=%d", seed).isBetween(1000.0, 1050.0);
    }

    @Test
    void zerosBecomeTheLargestChunks() {
        assertThat(Cuts.whole(chunker, new byte[3 * 8192 + 100])).containsExactly(8192, 8192, 8192, 100);
    }

    @Test
    void anotherSecretCutsElsewhere() {
        byte[] data = noise(100_000);
        assertThat(Cuts.whole(new GearChunker(table(2), SMALL), data)).isNotEqualTo(Cuts.whole(chunker, data));
        assertThat(Cuts.whole(new GearChunker(table(1), SMALL), data)).isEqualTo(Cuts.whole(chunker, data));
    }

    @Test
    void asksForMoreOnlyWhenItMust() {
        assertThat(chunker.cut(new byte[0], 0, 0, true)).isEqualTo(-1);
        assertThat(chunker.cut(new byte[9000], 0, 0, false)).isEqualTo(-1);
        assertThat(chunker.cut(new byte[9000], 0, 8191, false)).isEqualTo(-1);
        assertThat(chunker.cut(new byte[9000], 0, 8191, true)).isEqualTo(8191);
        assertThat(chunker.cut(new byte[9000], 0, 8192, false)).isEqualTo(8192);
        assertThat(chunker.cut(new byte[9000], 0, 9000, 8191, false)).isEqualTo(8192);
        assertThat(chunker.cut(new byte[1], 0, 1, true)).isEqualTo(1);
    }

    @Test
    void sizesMustBeInOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkSizes(63, 1024, 8192));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkSizes(1024, 1024, 8192));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkSizes(512, 1024, 3000));
        assertThatIllegalArgumentException().isThrownBy(() -> GearTable.of(new ByteSlice(new byte[40], 0, 31)));
        assertThat(table(1)).hasToString("GearTable[secret]");
    }

    private static GearTable table(int seed) {
        byte[] bytes = new byte[GearTable.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return GearTable.of(ByteSlice.of(bytes));
    }

    private HashSet<ByteSlice> contents(byte[] data) {
        HashSet<ByteSlice> contents = new HashSet<>();
        int at = 0;
        for (int n : Cuts.whole(chunker, data)) {
            contents.add(new ByteSlice(data, at, n));
            at += n;
        }
        return contents;
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
