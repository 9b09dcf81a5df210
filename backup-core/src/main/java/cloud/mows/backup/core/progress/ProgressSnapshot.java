package cloud.mows.backup.core.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Progress at one moment.
 *
 * @param filesTotal 0 if it is not known
 * @param bytesTotal 0 if it is not known
 * @param totalFinal whether the totals can still grow
 * @param currentItem what was begun last; empty before the first
 * @param elapsed since the work began
 */
public record ProgressSnapshot(
        long filesDone,
        long filesTotal,
        long bytesDone,
        long bytesTotal,
        boolean totalFinal,
        long errors,
        String currentItem,
        Duration elapsed) {

    /** Since the beginning; 0 as long as no time has passed. */
    public double bytesPerSecond() {
        return rate(bytesDone, elapsed);
    }

    /** Since the beginning; 0 as long as no time has passed. */
    public double filesPerSecond() {
        return rate(filesDone, elapsed);
    }

    /** Since an earlier sample; 0 if no time has passed. */
    public double bytesPerSecondSince(ProgressSnapshot earlier) {
        return rate(bytesDone - earlier.bytesDone, elapsed.minus(earlier.elapsed));
    }

    /** Between 0 and 1, by bytes or, where none are expected, by files; empty as long as the total may grow. */
    public OptionalDouble fraction() {
        if (!totalFinal) {
            return OptionalDouble.empty();
        }
        long total = bytesTotal > 0 ? bytesTotal : filesTotal;
        long done = bytesTotal > 0 ? bytesDone : filesDone;
        return OptionalDouble.of(total == 0 ? 1 : Math.min(1.0, (double) done / total));
    }

    /** If it goes on as fast as it went so far; empty as long as nothing is done or the total may grow. */
    public Optional<Duration> remaining() {
        OptionalDouble fraction = fraction();
        if (fraction.isEmpty() || fraction.getAsDouble() <= 0) {
            return Optional.empty();
        }
        double seconds = seconds(elapsed) * (1 / fraction.getAsDouble() - 1);
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static double rate(long count, Duration time) {
        double seconds = seconds(time);
        return seconds <= 0 ? 0 : Math.max(0, count) / seconds;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
