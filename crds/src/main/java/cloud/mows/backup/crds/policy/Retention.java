package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Range;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which backups are kept: all that any of these wishes asks for. The last good one stays in any case. */
@Document
@ValidationRule(
        value = "has(self.last) || has(self.hourly) || has(self.daily) || has(self.weekly) || has(self.monthly)"
                + " || has(self.yearly) || has(self.within)",
        message = Retention.NOTHING)
@ValidationRule(
        value = "!has(self.within) || self.within.matches('" + KeepWithin.PATTERN + "')",
        message = Retention.WITHIN,
        fieldPath = ".within")
public record Retention(
        @JsonPropertyDescription("The newest so many. Example: 3") @Min(1) @Max(Retention.COUNT_MAX) @Nullable
        Integer last,

        @JsonPropertyDescription("The newest of each of so many hours that have one. Example: 24")
        @Min(1)
        @Max(Retention.COUNT_MAX)
        @Nullable
        Integer hourly,

        @JsonPropertyDescription("The newest of each of so many days that have one. Example: 7")
        @Min(1)
        @Max(Retention.COUNT_MAX)
        @Nullable
        Integer daily,

        @JsonPropertyDescription("The newest of each of so many weeks that have one. Example: 5")
        @Min(1)
        @Max(Retention.COUNT_MAX)
        @Nullable
        Integer weekly,

        @JsonPropertyDescription("The newest of each of so many months that have one. Example: 12")
        @Min(1)
        @Max(Retention.COUNT_MAX)
        @Nullable
        Integer monthly,

        @JsonPropertyDescription("The newest of each of so many years that have one. Example: 10")
        @Min(1)
        @Max(Retention.COUNT_MAX)
        @Nullable
        Integer yearly,

        @JsonPropertyDescription(
                "All that are not older than this, counted from the newest: years, months, days and hours, as the"
                        + " command line's --keep-within. Note that m is months. Example: 1m15d")
        @Size(min = 1, max = KeepWithin.LENGTH_MAX)
        @Nullable
        String within) {
    static final int COUNT_MAX = 100000;
    static final String NOTHING =
            "retention must keep something: last, hourly, daily, weekly, monthly, yearly or within";
    static final String WITHIN = "within " + KeepWithin.MESSAGE;

    /** What a cluster gets whose document does not say. */
    public static final Retention DEFAULT = new Retention(3, null, 7, 5, 12, null, null);

    public Retention {
        if (within == null
                && Stream.of(last, hourly, daily, weekly, monthly, yearly).allMatch(Objects::isNull)) {
            throw new IllegalArgumentException(NOTHING);
        }
        Range.check("last", last, 1, COUNT_MAX);
        Range.check("hourly", hourly, 1, COUNT_MAX);
        Range.check("daily", daily, 1, COUNT_MAX);
        Range.check("weekly", weekly, 1, COUNT_MAX);
        Range.check("monthly", monthly, 1, COUNT_MAX);
        Range.check("yearly", yearly, 1, COUNT_MAX);
        if (within != null && !KeepWithin.isValid(within)) {
            throw new IllegalArgumentException(WITHIN);
        }
    }
}
