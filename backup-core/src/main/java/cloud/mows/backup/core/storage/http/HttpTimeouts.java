package cloud.mows.backup.core.storage.http;

import java.time.Duration;

/**
 * How long an operation waits before it fails as passing.
 *
 * @param connect until the connection stands, with TLS
 * @param silence between two signs of life, and for the answer to a small request
 * @param bytesPerSecondMin the slowest connection that still counts as alive: an upload of n bytes gets n / this longer
 */
public record HttpTimeouts(Duration connect, Duration silence, long bytesPerSecondMin) {
    /** For the slowest home uplink that is shared by a few connections. */
    public static final HttpTimeouts DEFAULT =
            new HttpTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(60), 8 * 1024);

    public HttpTimeouts {
        if (connect.isNegative() || connect.isZero() || silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("a time-out must be positive: " + connect + ", " + silence);
        }
        if (bytesPerSecondMin < 1) {
            throw new IllegalArgumentException("the slowest rate must be positive: " + bytesPerSecondMin);
        }
    }

    /** For a request that sends so many bytes, from its first to the head of its answer. */
    public Duration sending(long bytes) {
        return silence.plusMillis(bytes * 1000 / bytesPerSecondMin);
    }
}
