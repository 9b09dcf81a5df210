package cloud.mows.backup.crds.schedule;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;

/** A part of some days. */
@Document
@ValidationRule(
        value = "self.from.matches('" + TimeWindow.TIME_PATTERN + "') && self.to.matches('" + TimeWindow.TIME_PATTERN
                + "')",
        message = TimeWindow.TIME)
@ValidationRule(value = "self.from != self.to", message = TimeWindow.EMPTY)
public record TimeWindow(
        @JsonPropertyDescription("Days on which the window begins. Default: every day. Example: [Saturday, Sunday]")
        @Size(max = 7)
        List<Weekday> days,

        @JsonPropertyDescription("When it begins, in the time zone of the schedule. Example: \"22:00\"")
        @Required
        @Size(max = 5)
        String from,

        @JsonPropertyDescription("When it ends; if that is before its beginning, on the next day. Example: \"06:00\"")
        @Required
        @Size(max = 5)
        String to) {
    static final String TIME_PATTERN = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    static final String TIME = "from and to are times of day from \"00:00\" to \"23:59\", in quotes";
    static final String EMPTY = "from and to are the same: leave the window out for the whole day";

    public TimeWindow {
        days = List.copyOf(Objects.requireNonNullElse(days, List.of()));
        if (!from.matches(TIME_PATTERN) || !to.matches(TIME_PATTERN)) {
            throw new IllegalArgumentException(TIME);
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException(EMPTY);
        }
    }
}
