package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is stored in a cluster and was not before. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final TestCluster cluster;
    private final List<String> before;
    private final Predicate<String> counts;

    private Leftovers(TestCluster cluster, List<String> before, Predicate<String> counts) {
        this.cluster = cluster;
        this.before = before;
        this.counts = counts;
    }

    /** @param counts which things do */
    static Leftovers since(TestCluster cluster, Predicate<String> counts) throws InterruptedException {
        return new Leftovers(cluster, cluster.storedThings(), counts);
    }

    /** Waits for a moment without any. */
    void untilThereAreNone() throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() < giveUpAt) {
            Thread.sleep(200);
            left = left();
        }
        assertThat(left).isEmpty();
    }

    private List<String> left() throws InterruptedException {
        List<String> left = new ArrayList<>(cluster.storedThings());
        left.removeAll(before);
        left.removeIf(counts.negate());
        return left;
    }
}
