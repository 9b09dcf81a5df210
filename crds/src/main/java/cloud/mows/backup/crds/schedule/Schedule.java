package cloud.mows.backup.crds.schedule;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Range;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When something happens again and again. Whoever reads the cron expression must still reject what only looks like one. */
@Document
@ValidationRule(value = "self.cron.matches('" + Schedule.CRON_PATTERN + "')", message = Schedule.CRON)
public record Schedule(
        @JsonPropertyDescription(
                "When, as a cron expression of five fields (minute, hour, day of month, month, day of week) or one of @hourly,"
                        + " @daily, @weekly, @monthly, @yearly. A time that was missed is made up for once. Example: \"0 3 * * *\","
                        + " every day at three in the morning")
        @Required
        @Size(min = 1, max = 128)
        String cron,

        @JsonPropertyDescription(
                "Time zone of all times here, by its name in the IANA database. Default: that of the ClusterBackupPolicy, and"
                        + " Etc/UTC if it has none. Example: Europe/Berlin")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$")
        @Nullable
        String timeZone,

        @JsonPropertyDescription(
                "A run starts up to so many seconds later, so that not all apps start together; each app keeps its own delay."
                        + " Default: that of the ClusterBackupPolicy. Example: 3600")
        @Min(0)
        @Max(86400)
        @Nullable
        Integer jitterSeconds,

        @JsonPropertyDescription(
                "A run starts only within one of these times, for example when the uplink is idle; a run that goes on when"
                        + " a window ends is not stopped. Default: at any time. Those of the ClusterBackupPolicy hold as well.")
        @Size(max = 16)
        List<TimeWindow> windows,

        @JsonPropertyDescription(
                "No run starts within one of these times; it starts when they have ended. Default: none. Those of the"
                        + " ClusterBackupPolicy hold as well.")
        @Size(max = 16)
        List<TimeWindow> quietHours) {
    private static final String FIELD = "[0-9*,/-]+";
    private static final String NAMED_FIELD = "[0-9A-Za-z*,/-]+";
    static final String CRON_PATTERN = "^(@(hourly|daily|weekly|monthly|yearly)|" + FIELD + " " + FIELD + " " + FIELD
            + " " + NAMED_FIELD + " " + NAMED_FIELD + ")$";
    static final String CRON =
            "cron has five fields, as in \"0 3 * * *\", or is @hourly, @daily, @weekly, @monthly or @yearly; the time zone goes into"
                    + " timeZone";

    public Schedule {
        if (!cron.matches(CRON_PATTERN)) {
            throw new IllegalArgumentException(CRON);
        }
        Range.check("jitterSeconds", jitterSeconds, 0, 86400);
        windows = List.copyOf(Objects.requireNonNullElse(windows, List.of()));
        quietHours = List.copyOf(Objects.requireNonNullElse(quietHours, List.of()));
    }

    /** At these times, and everything else as the ClusterBackupPolicy says. */
    public static Schedule cron(String cron) {
        return new Schedule(cron, null, null, List.of(), List.of());
    }
}
