package cloud.mows.backup.schedulers.due;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Backups are called that are made in the place of one that failed. */
final class Retry {
    /** After the end of the one that failed. */
    static final Duration PAUSE = Duration.ofMinutes(30);

    /** In the place of one start. */
    private static final int RETRIES_MAX = 3;

    private static final Pattern NAME = Pattern.compile("(.+)-retry-(\\d{1,3})");

    private Retry() {}

    /** The name of the one after {@code failed}; empty if there have been enough. */
    static Optional<String> after(String failed) {
        Matcher name = NAME.matcher(failed);
        int number = name.matches() ? Integer.parseInt(name.group(2)) + 1 : 1;
        return number > RETRIES_MAX
                ? Optional.empty()
                : Optional.of((name.matches() ? name.group(1) : failed) + "-retry-" + number);
    }
}
