package cloud.mows.backup.core.repository;

import java.time.Duration;
import java.time.Instant;

/**
 * When a lock was last renewed, by two clocks, of which the one that shows more is believed: the monotonic clock stands still
 * while the machine is suspended, and the time of day may be set back.
 *
 * @param at what the lock's file says
 * @param nanos of the monotonic clock at that moment
 */
record Lease(Instant at, long nanos) {
    static Lease beginning(OpenOptions clocks) {
        return new Lease(clocks.clock().instant(), clocks.waiting().nanos());
    }

    Duration age(OpenOptions clocks) {
        Duration ofDay = Duration.between(at, clocks.clock().instant());
        Duration awake = Duration.ofNanos(clocks.waiting().nanos() - nanos);
        return ofDay.compareTo(awake) > 0 ? ofDay : awake;
    }
}
