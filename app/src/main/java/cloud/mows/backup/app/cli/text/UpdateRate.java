package cloud.mows.backup.app.cli.text;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a command tells how far it is.
 *
 * @param asked whether somebody wants it so, which as in restic holds without a terminal and with {@code --quiet} too
 */
public record UpdateRate(Duration every, boolean asked) {
    public static final UpdateRate USUAL = new UpdateRate(Duration.ofMillis(100), false);

    private static final double PER_SECOND_MAX = 60;
    /** Once in a day. */
    private static final double PER_SECOND_MIN = 1.0 / 86_400;

    /**
     * Restic's {@code RESTIC_PROGRESS_FPS}: updates in a second, such as 0.0166 for one in a minute; nothing and 0 mean the
     * usual rate.
     *
     * @throws NumberFormatException if it is no number
     */
    public static UpdateRate parse(@Nullable String perSecond) {
        double wanted = perSecond == null || perSecond.isEmpty() ? 0 : Double.parseDouble(perSecond);
        if (!(wanted > 0)) {
            return USUAL;
        }
        return new UpdateRate(
                Duration.ofNanos((long) (1e9 / Math.clamp(wanted, PER_SECOND_MIN, PER_SECOND_MAX))), true);
    }
}
