package cloud.mows.backup.dashboards.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How many attempts to log in failed lately, of everybody together: behind a port-forward or an ingress all come from one address. An
 * attempt counts from its beginning, so that many at once are not tried either.
 */
final class FailedLogins {
    static final int ATTEMPTS_MAX = 20;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Deque<Instant> attempts = new ArrayDeque<>();

    FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** @return how long to wait first; empty if it may be tried now */
    synchronized Optional<Duration> begin() {
        Instant now = clock.instant();
        while (!attempts.isEmpty() && !attempts.getFirst().plus(WITHIN).isAfter(now)) {
            attempts.removeFirst();
        }
        if (attempts.size() >= ATTEMPTS_MAX) {
            return Optional.of(Duration.between(now, attempts.getFirst().plus(WITHIN)));
        }
        attempts.addLast(now);
        return Optional.empty();
    }

    /** One that had begun did not fail. */
    synchronized void forget() {
        attempts.pollLast();
    }
}
