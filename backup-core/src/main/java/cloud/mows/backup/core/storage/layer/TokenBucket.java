package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.storage.http.Pace;
import java.time.Duration;

/**
 * A rate that everybody shares who passes through it. It may go into debt: whoever passes waits until the bytes before him
 * have had their time, so that a large portion needs no large bucket. After a pause a short burst is free.
 */
public final class TokenBucket implements Pace {
    private static final long NANOS = 1_000_000_000L;

    /** How long a pause counts towards a burst. */
    private static final long BURST_NANOS = NANOS / 10;

    private final double nanosPerByte;
    private final Waiting waiting;
    private long freeAt;

    public TokenBucket(long bytesPerSecond, Waiting waiting) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a rate must be positive: " + bytesPerSecond);
        }
        this.nanosPerByte = (double) NANOS / bytesPerSecond;
        this.waiting = waiting;
        this.freeAt = waiting.nanos() - BURST_NANOS;
    }

    @Override
    public void pass(int bytes) throws InterruptedException {
        long wait;
        synchronized (this) {
            long now = waiting.nanos();
            freeAt = Math.max(freeAt, now - BURST_NANOS) + (long) (bytes * nanosPerByte);
            wait = freeAt - now;
        }
        if (wait > 0) {
            waiting.sleep(Duration.ofNanos(wait));
        }
    }
}
