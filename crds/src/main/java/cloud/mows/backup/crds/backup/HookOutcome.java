package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a command of a hook went. */
@Document
public record HookOutcome(
        @JsonPropertyDescription("When it was started.") @Required
        Instant startTime,

        @JsonPropertyDescription("When it ended, or was given up.") @Required
        Instant completionTime,

        @JsonPropertyDescription("Its exit code, if it ended by itself.") @Min(0) @Nullable
        Integer exitCode,

        @JsonPropertyDescription("The end of what it printed.") @Size(max = 1024) @Nullable
        String output,

        @JsonPropertyDescription("Why it counts as failed; without it, it did its work.")
        @Size(min = 1, max = 1024)
        @Nullable
        String error,

        @JsonPropertyDescription("How often it was tried. A post that failed is tried again.")
        @Default("1")
        @Min(1)
        @Nullable
        Integer attempts,

        @JsonPropertyDescription("When it is tried again, if it is.") @Nullable
        Instant nextAttemptTime) {
    public HookOutcome {
        Objects.requireNonNull(startTime, "startTime");
        Objects.requireNonNull(completionTime, "completionTime");
        attempts = Objects.requireNonNullElse(attempts, 1);
    }

    /**
     * @param all with those before
     * @param next when it is tried again; null if it is not
     */
    public HookOutcome withAttempts(int all, @Nullable Instant next) {
        return new HookOutcome(startTime, completionTime, exitCode, output, error, all, next);
    }
}
