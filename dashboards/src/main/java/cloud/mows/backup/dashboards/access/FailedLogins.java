package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.problem.ApiException;
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

    /** @throws ApiException if it may not be tried now, saying when */
    void mustBegin() {
        begin().ifPresent(wait -> {
            throw ApiException.tooMany(
                    "too many logins failed lately", "try again in " + (wait.toSeconds() + 1) + " seconds");
        });
    }

    private synchronized Optional<Duration> begin() {
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
