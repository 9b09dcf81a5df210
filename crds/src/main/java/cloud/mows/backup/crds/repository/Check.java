package cloud.mows.backup.crds.repository;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Range;
import cloud.mows.backup.crds.schedule.Schedule;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often it is proved that everything is still there. */
@Document
public record Check(
        @JsonPropertyDescription(
                "When the structure is checked, and a part of the data read. Backups wait meanwhile. Default: weekly.")
        @Default("{\"cron\": \"@weekly\"}")
        @Nullable
        Schedule schedule,

        @JsonPropertyDescription(
                "Percentage of the data that each check reads and verifies, the next one the next part, until all of it was"
                        + " read and it begins anew. 0 reads"
                        + " none. Default: 5")
        @Default("5")
        @Min(0)
        @Max(100)
        @Nullable
        Integer readDataPercent) {
    private static final int READ_DATA_PERCENT = 5;
    private static final int PERCENT = 100;

    /** What a repository gets whose document does not say. */
    public static final Check DEFAULT = new Check(null, null);

    /** In how many checks all data is read; 0 if none is. */
    public int parts() {
        return Objects.requireNonNull(readDataPercent) == 0 ? 0 : Math.ceilDiv(PERCENT, readDataPercent);
    }

    public Check {
        schedule = Objects.requireNonNullElse(schedule, Schedule.cron("@weekly"));
        readDataPercent = Objects.requireNonNullElse(readDataPercent, READ_DATA_PERCENT);
        Range.check("readDataPercent", readDataPercent, 0, 100);
    }
}
