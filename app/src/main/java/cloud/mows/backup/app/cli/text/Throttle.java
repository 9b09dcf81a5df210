package cloud.mows.backup.app.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Lets something happen at most once in a while; safe for many threads. */
public final class Throttle {
    private final InstantSource clock;
    private final Duration every;
    private final AtomicReference<Instant> next;

    /** @param first when it may happen for the first time */
    public Throttle(InstantSource clock, Duration every, Instant first) {
        this.clock = clock;
        this.every = every;
        this.next = new AtomicReference<>(first);
    }

    public boolean isDue() {
        return !clock.instant().isBefore(next.get());
    }

    /** Whether it may happen now, and is the caller's to do. */
    public boolean take() {
        Instant due = next.get();
        Instant now = clock.instant();
        return !now.isBefore(due) && next.compareAndSet(due, now.plus(every));
    }
}
