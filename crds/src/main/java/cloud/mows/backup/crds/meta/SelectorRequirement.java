package cloud.mows.backup.crds.meta;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One wish of a {@link Selector}. */
@Document
@ValidationRule(
        value = "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
        message = SelectorRequirement.VALUES)
public record SelectorRequirement(
        @JsonPropertyDescription("Key of a label. Example: app.kubernetes.io/name") @Required @Size(min = 1, max = 317)
        String key,

        @JsonPropertyDescription(
                "How the label is compared: In or NotIn the values, or Exists or DoesNotExist without values.")
        @Required
        SelectorOperator operator,

        @JsonPropertyDescription("Values for In and NotIn; none for Exists and DoesNotExist.") @Size(max = 32)
        List<@Size(max = 63) String> values) {
    static final String VALUES = "operator In and NotIn need values, Exists and DoesNotExist take none";

    public SelectorRequirement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(operator, "operator");
        values = List.copyOf(Objects.requireNonNullElse(values, List.of()));
        if (operator.hasValues() == values.isEmpty()) {
            throw new IllegalArgumentException(VALUES);
        }
    }

    boolean isFulfilledBy(Map<String, String> labels) {
        @Nullable String value = labels.get(key);
        return switch (operator) {
            case IN -> value != null && values.contains(value);
            case NOT_IN -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }
}
