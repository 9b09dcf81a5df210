package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MergePolicyPropertyTest {
    private static final long FIRST = MergePolicy.SMALL_BLOBS;

    @Test
    void tiersGrowFourfold() {
        assertThat(MergePolicy.tier(0)).isZero();
        assertThat(MergePolicy.tier(FIRST - 1)).isZero();
        assertThat(MergePolicy.tier(FIRST)).isEqualTo(1);
        assertThat(MergePolicy.tier(4 * FIRST - 1)).isEqualTo(1);
        assertThat(MergePolicy.tier(4 * FIRST)).isEqualTo(2);
        assertThat(MergePolicy.tier(100_000_000)).isEqualTo(6);
    }

    @Test
    void aLongRunRewritesEachBlobAFewTimesAndAsksFewSegments() {
        List<Long> segments = new ArrayList<>();
        long total = 0;
        long rewritten = 0;
        int most = 0;
        while (total < 100_000_000) {
            segments.add(FIRST);
            total += FIRST;
            rewritten += merge(segments);
            most = Math.max(most, segments.size());
        }
        assertThat(most).isLessThanOrEqualTo(18);
        assertThat((double) rewritten / total).isLessThan(6);
    }

    @Test
    void aThousandTinyRunsStaySmall() {
        List<Long> segments = new ArrayList<>();
        segments.add(10_000_000L);
        long rewritten = 0;
        for (int run = 0; run < 1000; run++) {
            segments.add(100L);
            rewritten += merge(segments);
            assertThat(segments.size()).isLessThanOrEqualTo(7);
        }
        // Less than 32,768 blobs are rewritten in every third run.
        assertThat(rewritten).isLessThan(1000 * FIRST / 3);
    }

    @Test
    void keepsItsBoundsWhateverTheSizes() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<Long> segments = new ArrayList<>();
            long sum = 0;
            for (int step = 0; step < 50; step++) {
                for (int n = random.nextInt(1, 30); n > 0; n--) {
                    long size = random.nextLong(1L << random.nextInt(1, 28));
                    segments.add(size);
                    sum += size;
                }
                merge(segments);
                assertThat(segments.stream().mapToLong(Long::longValue).sum()).isEqualTo(sum);
                TreeMap<Integer, Integer> tiers = new TreeMap<>();
                segments.forEach(size -> tiers.merge(MergePolicy.tier(size), 1, Integer::sum));
                assertThat(tiers.values()).allMatch(count -> count <= MergePolicy.TIER_MAX);
                assertThat(MergePolicy.due(segments, Long::longValue))
                        .as("nothing more")
                        .isEmpty();
            }
        }
    }

    /** Each group at once. @return how many blobs were rewritten */
    private static long merge(List<Long> segments) {
        long rewritten = 0;
        for (List<Long> group : MergePolicy.due(segments, Long::longValue)) {
            long sum = 0;
            for (Long size : group) {
                assertThat(segments.remove(size)).isTrue();
                sum += size;
            }
            segments.add(sum);
            rewritten += sum;
        }
        return rewritten;
    }
}
