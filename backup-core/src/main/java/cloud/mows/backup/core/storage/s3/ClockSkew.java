package cloud.mows.backup.core.storage.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** How far this machine's clock is from a server's, by the date of its answer; S3 refuses signatures of another time. */
record ClockSkew(Duration ahead) {
    /** What servers allow; a request may also have waited in a queue. */
    private static final Duration ALLOWED = Duration.ofMinutes(15);

    /** Null if the answer has no date that can be read. */
    static @Nullable ClockSkew of(AwsServiceException e, Instant now) {
        if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
            return null;
        }
        String date = e.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("Date")
                .orElse("");
        try {
            Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            return new ClockSkew(Duration.between(theirs, now));
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    boolean isRefused() {
        return ahead.abs().compareTo(ALLOWED) > 0;
    }

    /** For people: {@code this machine's clock is 2 h 5 min behind the server's}. */
    @Override
    public String toString() {
        Duration distance = ahead.abs();
        long days = distance.toDays();
        String size = days > 0
                ? days + " d " + distance.toHoursPart() + " h"
                : distance.toHours() > 0
                        ? distance.toHours() + " h " + distance.toMinutesPart() + " min"
                        : distance.toMinutes() + " min";
        return "this machine's clock is " + size + (ahead.isNegative() ? " behind" : " ahead of") + " the server's";
    }
}
