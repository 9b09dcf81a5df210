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

/** How often the room of what is no longer kept is given back. */
@Document
public record Prune(
        @JsonPropertyDescription("When data that no snapshot needs any more is removed. Default: weekly.")
        @Default("{\"cron\": \"@weekly\"}")
        @Nullable
        Schedule schedule,

        @JsonPropertyDescription("Percentage of the repository that may stay unused, because removing it would mean to"
                + " transfer much again. Default: 5")
        @Default("5")
        @Min(0)
        @Max(99)
        @Nullable
        Integer maxUnusedPercent) {
    private static final int MAX_UNUSED_PERCENT = 5;

    /** What a repository gets whose document does not say. */
    public static final Prune DEFAULT = new Prune(null, null);

    public Prune {
        schedule = Objects.requireNonNullElse(schedule, Schedule.cron("@weekly"));
        maxUnusedPercent = Objects.requireNonNullElse(maxUnusedPercent, MAX_UNUSED_PERCENT);
        Range.check("maxUnusedPercent", maxUnusedPercent, 0, 99);
    }
}
