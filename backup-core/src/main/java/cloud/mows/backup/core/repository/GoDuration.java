package cloud.mows.backup.core.repository;

import java.time.Duration;

/** Durations as Go writes and reads them, so restic and its wrappers: {@code 1h2m3s}. */
final class GoDuration {
    private GoDuration() {}

    /** In whole seconds. */
    static String text(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        return (duration.isNegative() && seconds > 0 ? "-" : "")
                + (seconds >= 3600 ? seconds / 3600 + "h" : "")
                + (seconds >= 60 ? seconds / 60 % 60 + "m" : "")
                + seconds % 60
                + "s";
    }
}
