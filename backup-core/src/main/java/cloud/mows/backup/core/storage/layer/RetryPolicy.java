package cloud.mows.backup.core.storage.layer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and when to try again: each wait is a random part of a bound that doubles ("full jitter"), so that many clients
 * of a server that comes back do not come back together.
 *
 * @param attemptsMax the first one included
 * @param firstWaitMax bound of the first wait
 * @param waitMax bound of any wait
 * @param totalMax no new attempt starts later than this after the first one
 */
public record RetryPolicy(int attemptsMax, Duration firstWaitMax, Duration waitMax, Duration totalMax) {
    /** Outlives a router's restart and a provider's maintenance window of some minutes. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(30, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(15));

    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        if (attemptsMax < 1) {
            throw new IllegalArgumentException("at least one attempt is needed, not " + attemptsMax);
        }
        if (firstWaitMax.isNegative() || waitMax.compareTo(firstWaitMax) < 0 || totalMax.isNegative()) {
            throw new IllegalArgumentException("waits must not be negative, and their bound not below the first: "
                    + firstWaitMax + ", " + waitMax + ", " + totalMax);
        }
    }

    /** @param failures how many attempts have failed so far, at least one */
    Duration waitAfter(int failures, RandomGenerator random) {
        long bound = firstWaitMax.toNanos();
        for (int i = 1; i < failures && bound < waitMax.toNanos(); i++) {
            bound = Math.min(bound * 2, waitMax.toNanos());
        }
        return Duration.ofNanos(bound == 0 ? 0 : random.nextLong(bound + 1));
    }
}
