package cloud.mows.backup.crds.meta;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kubernetes' standard condition (metav1.Condition), so that {@code kubectl wait --for=condition=…} works. */
@Document
public record Condition(
        @JsonPropertyDescription("What the condition is about, as one word in CamelCase. Example: Ready")
        @Required
        @Size(min = 1, max = 64)
        @Pattern("^[A-Z][A-Za-z]*$")
        String type,

        @JsonPropertyDescription("Whether it holds: True, False, or Unknown if that could not be found out.") @Required
        ConditionStatus status,

        @JsonPropertyDescription("Why, as one word in CamelCase for programs. Example: WrongPassword")
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String reason,

        @JsonPropertyDescription("Why, in a sentence for people. May be empty.") @Size(max = 4096) @Nullable
        String message,

        @JsonPropertyDescription("When the status last changed.") @Required
        Instant lastTransitionTime,

        @JsonPropertyDescription(
                "The metadata.generation that this was said of; if it is older than the present one, the"
                        + " condition may be out of date.")
        @Min(0)
        @Nullable
        Long observedGeneration) {
    public Condition {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(lastTransitionTime, "lastTransitionTime");
    }

    /**
     * This condition as it stands after an earlier one of its type: where the status has not changed, since when it did not.
     *
     * @param earlier null if nothing was said before
     */
    public Condition following(@Nullable Condition earlier) {
        return earlier == null || earlier.status() != status
                ? this
                : new Condition(type, status, reason, message, earlier.lastTransitionTime(), observedGeneration);
    }

    /** The one of a type; there is one at the most. */
    public static Optional<Condition> find(Collection<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    /** Whether the one of a type is there, and has that status. */
    public static boolean is(Collection<Condition> conditions, String type, ConditionStatus status) {
        return find(conditions, type)
                .filter(condition -> condition.status() == status)
                .isPresent();
    }
}
