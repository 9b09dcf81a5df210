package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The administrator's no to what a BackupPolicy asked for at one time. */
@Document
public record Denial(
        @JsonPropertyDescription(
                "The metadata.generation of the policy that was denied. A policy that has changed since asks anew.")
        @Required
        @Min(0)
        long generation,

        @JsonPropertyDescription("Why, for whoever wrote the policy. Example: hourly is too often for 200 GB")
        @Required
        @Size(min = 1, max = Denial.REASON_MAX)
        String reason,

        @JsonPropertyDescription("When it was denied.") @Required
        Instant time) {
    public static final int REASON_MAX = 1024;

    public Denial {
        Objects.requireNonNull(time, "time");
        if (reason.isEmpty() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("a denial needs a reason of at most " + REASON_MAX + " characters");
        }
    }

    /** The one that is about the policy as it is now. */
    public static Optional<Denial> inForce(BackupPolicy policy) {
        return Optional.ofNullable(policy.getStatus())
                .map(BackupPolicyStatus::denial)
                .filter(denial ->
                        Objects.equals(denial.generation(), policy.getMetadata().getGeneration()));
    }
}
